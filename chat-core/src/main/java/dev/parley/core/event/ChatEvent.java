package dev.parley.core.event;

import dev.parley.core.model.ConversationId;

/** What concerns one account alone and has no number; it can be read again at any time. */
public sealed interface ChatEvent {

    /**
     * The account has become a member of a conversation, whose changes are pushed from {@code seq + 1} on.
     *
     * <p>Thread-safe: immutable.
     */
    record ConversationAdded(ConversationId conversation, long seq) implements ChatEvent {}
}
