/**
 * The command line for a chat's administrator. {@link dev.parley.cli.Main} holds the commands, one class each; what they share
 * is how the database is named ({@link dev.parley.cli.DatabaseCommand}) and how they speak ({@link dev.parley.cli.Terminal}).
 */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
