package dev.parley.core.model;

import java.util.Optional;

/**
 * A channel as everybody sees it in the list of all.
 *
 * <p>Thread-safe: immutable.
 *
 * @param members how many belong to it
 * @param joined whether the reader does
 */
public record ChannelItem(ConversationId id, String title, Optional<String> topic, int members, boolean joined) {}
