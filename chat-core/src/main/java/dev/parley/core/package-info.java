/** Parley's core: the domain, its rules, the ports it asks of its surroundings and the real-time engine. */
@NullMarked
package dev.parley.core;

import org.jspecify.annotations.NullMarked;
