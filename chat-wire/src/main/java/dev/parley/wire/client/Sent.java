package dev.parley.wire.client;

/**
 * What a message has become that was sent.
 *
 * <p>Thread-safe, provided that nobody changes the message.
 *
 * @param message as it is now, with its id and number
 * @param duplicate whether the server had it already under this client_id
 */
public record Sent(ReceivedMessage message, boolean duplicate) {}
