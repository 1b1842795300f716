/**
 * Whether a run kept its promises. Clients write down what they asked, what they were told and what reached them, as {@link
 * dev.parley.contract.history.Entry entries} of a {@link dev.parley.contract.history.History}; afterwards one full read of the
 * log is added as the truth, and the {@link dev.parley.contract.history.Checker} names every {@link
 * dev.parley.contract.history.Invariant} that does not hold.
 *
 * <p>A history is a file of JSON lines, so that a run in one process can be checked in another.
 */
@NullMarked
package dev.parley.contract.history;

import org.jspecify.annotations.NullMarked;
