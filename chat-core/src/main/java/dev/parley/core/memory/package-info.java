/**
 * The ports in memory: the example for authors of adapters, the double in tests, and enough for a demonstration.
 */
@NullMarked
package dev.parley.core.memory;

import org.jspecify.annotations.NullMarked;
