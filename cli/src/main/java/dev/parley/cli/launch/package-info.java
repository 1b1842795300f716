/**
 * What both programs do before they begin: settings from flags, environment and file; secrets that are never flags; logging;
 * text that is safe to print.
 */
@NullMarked
package dev.parley.cli.launch;

import org.jspecify.annotations.NullMarked;
