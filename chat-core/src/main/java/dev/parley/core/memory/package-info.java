/**
 * The ports in memory: the example for authors of adapters, the double in tests, and enough for a demonstration.
 *
 * <p>One {@code MemoryState} holds everything; each port is a small class over it that takes the state's monitor for the whole of
 * a call. That one lock stands for what a database does with transactions, row locks and snapshots.
 */
@NullMarked
package dev.parley.core.memory;

import org.jspecify.annotations.NullMarked;
