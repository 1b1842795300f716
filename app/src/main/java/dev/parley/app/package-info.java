/**
 * The server. {@link dev.parley.app.Main} hands over to {@link dev.parley.app.Program}, which reads {@link
 * dev.parley.app.Settings}, starts the {@link dev.parley.app.Server} they describe, and says what it found.
 */
@NullMarked
package dev.parley.app;

import org.jspecify.annotations.NullMarked;
