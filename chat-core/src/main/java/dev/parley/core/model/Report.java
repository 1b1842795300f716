package dev.parley.core.model;

import java.time.Instant;

/**
 * That somebody thinks administrators should see a message.
 *
 * <p>Thread-safe: immutable.
 *
 * @param message as it is now; a tombstone where it was taken away meanwhile
 * @param reason in the reporter's words; empty where there are none
 */
public record Report(long id, Message message, Person reporter, String reason, Instant at) {}
