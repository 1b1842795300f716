/**
 * What happened, told to whoever listens: changes in envelopes that are encoded once for all listeners.
 */
@NullMarked
package dev.parley.core.event;

import org.jspecify.annotations.NullMarked;
