package dev.parley.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can change of a message.
 *
 * <p>Thread-safe: immutable.
 *
 * @param version 1 when posted, one more with every change; a lower version is older news
 * @param content its text, absent when deleted; the words of a note, where it has any
 * @param deletedBy the moderator who took it away, where that was not its sender
 */
public record MessageState(
        int version,
        Optional<String> content,
        Mentions mentions,
        List<Reaction> reactions,
        boolean pinned,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt,
        Optional<Person> deletedBy) {

    public MessageState {
        reactions = List.copyOf(reactions);
    }

    /** Nothing has changed yet. */
    public static MessageState first(Optional<String> content, Mentions mentions) {
        return new MessageState(
                1, content, mentions, List.of(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    MessageState edited(String words, Mentions called, Instant at) {
        return new MessageState(
                version + 1, Optional.of(words), called, reactions, pinned, Optional.of(at), deletedAt, deletedBy);
    }

    MessageState erased(Optional<Person> by, Instant at) {
        return new MessageState(
                version + 1, Optional.empty(), Mentions.none(), List.of(), false, editedAt, Optional.of(at), by);
    }

    MessageState reacted(List<Reaction> later) {
        return new MessageState(version + 1, content, mentions, later, pinned, editedAt, deletedAt, deletedBy);
    }

    MessageState notCalling(AccountId account) {
        return new MessageState(
                version + 1, content, mentions.without(account), reactions, pinned, editedAt, deletedAt, deletedBy);
    }

    MessageState pinned(boolean on) {
        return new MessageState(version + 1, content, mentions, reactions, on, editedAt, deletedAt, deletedBy);
    }
}
