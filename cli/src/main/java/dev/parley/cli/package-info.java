/** The command line for a chat's administrator. */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
