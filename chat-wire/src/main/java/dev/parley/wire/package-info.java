/** The protocol of Parley on top of the core, free of any web server. */
@NullMarked
package dev.parley.wire;

import org.jspecify.annotations.NullMarked;
