/** The server: settings, composition and lifecycle. */
@NullMarked
package dev.parley.app;

import org.jspecify.annotations.NullMarked;
