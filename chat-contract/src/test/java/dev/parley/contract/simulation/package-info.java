/**
 * Three nodes on one store and the devices of several people, all on one thread and one clock that runs as fast as it can.
 * Everything that is left to chance, also what fails and when, comes from one seed: the same seed gives the same history.
 */
@NullMarked
package dev.parley.contract.simulation;

import org.jspecify.annotations.NullMarked;
