package dev.parley.core.model;

import java.util.Optional;

/**
 * One of an account's conversations in which something has changed for this account alone: it came, or was read.
 *
 * <p>Thread-safe: immutable.
 *
 * @param joined with which change the account came to it; 0 where it was there from the start
 * @param pair the people of a direct conversation
 * @param moved where the account's marker stands, if the account has read on
 */
public record Standing(Position joined, Optional<Pair> pair, Optional<Marker> moved) {}
