/** Contract suites: what every implementation of a port of the core promises, as tests. */
@NullMarked
package dev.parley.contract;

import org.jspecify.annotations.NullMarked;
