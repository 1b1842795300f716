package dev.parley.core.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One of an account's conversations in which something has changed for this account alone: it came, was read, or is wanted
 * otherwise.
 *
 * <p>Thread-safe: immutable.
 *
 * @param top the conversation, and its last change
 * @param pair the people of a direct conversation
 * @param joined with which change the account came, if it did; 0 where it was there from the start
 * @param moved where the account's marker stands, if the account has moved it
 * @param settings how the account wants to have it, if it has changed that
 */
public record Standing(
        Position top,
        Optional<Pair> pair,
        OptionalLong joined,
        Optional<Marker> moved,
        Optional<ConversationSettings> settings) {}
