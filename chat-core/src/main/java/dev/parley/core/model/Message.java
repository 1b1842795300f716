package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in its current state.
 *
 * <p>Thread-safe: immutable.
 *
 * @param seq the number of the change that created it
 * @param ordinal its number among the conversation's text messages
 * @param version 1 when posted, one more with every change; a lower version is older news
 * @param receiver the other one, in a direct conversation only
 * @param clientId the sender's own word for it, unique for (sender, conversation): a repeat is recognised by it for ever
 * @param note what a message of kind system says, and only that has one
 * @param content its text, absent when deleted; the words of a note, where it has any
 * @param deletedBy the moderator who took it away, where that was not its sender
 */
public record Message(
        MessageId id,
        ConversationId conversation,
        long seq,
        long ordinal,
        int version,
        MessageKind kind,
        Person sender,
        Optional<Person> receiver,
        String clientId,
        Optional<Note> note,
        Optional<String> content,
        Instant sentAt,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt,
        Optional<Person> deletedBy) {

    /** Begins the client ids of notes: nobody else's may hold it. */
    private static final String NOTE = "=";

    /** The client id of a {@link #farewell}. */
    public static final String FAREWELL = NOTE + "erased";

    /** Somebody's words, as they are posted. */
    public static Message text(
            MessageId id, Conversation place, Person sender, Optional<Person> receiver, String clientId, String text) {
        return new Message(
                id,
                place.id(),
                place.lastSeq(),
                place.lastOrdinal(),
                1,
                MessageKind.TEXT,
                sender,
                receiver,
                clientId,
                Optional.empty(),
                Optional.of(text),
                place.lastAt().orElse(place.createdAt()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What a conversation notes about itself, with the last change it had. */
    public static Message note(MessageId id, Conversation place, Person sender, Note note, Optional<String> words) {
        return new Message(
                id,
                place.id(),
                place.lastSeq(),
                place.lastOrdinal(),
                1,
                MessageKind.SYSTEM,
                sender,
                Optional.empty(),
                NOTE + id,
                Optional.of(note),
                words,
                place.lastAt().orElse(place.createdAt()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The last note of somebody whose account was erased. There is one, which can be found. */
    public static Message farewell(MessageId id, Conversation place, Person sender, Optional<Person> receiver) {
        return new Message(
                id,
                place.id(),
                place.lastSeq(),
                place.lastOrdinal(),
                1,
                MessageKind.SYSTEM,
                sender,
                receiver,
                FAREWELL,
                Optional.of(new Note(NoteKind.ERASED, Optional.of(sender))),
                Optional.empty(),
                place.lastAt().orElse(place.createdAt()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean deleted() {
        return deletedAt.isPresent();
    }

    /** What somebody has said with it: what is found by searching. */
    public Optional<String> said() {
        return kind == MessageKind.TEXT ? content : Optional.empty();
    }

    public boolean sentBy(AccountId account) {
        return sender.id().equals(account);
    }

    /** The same with other words. */
    public Message edited(String newContent, Instant at) {
        return changed(Optional.of(newContent), Optional.of(at), Optional.empty(), Optional.empty());
    }

    /** The tombstone that remains of it, which says who took it away where that was not its sender. */
    public Message erased(Person by, Instant at) {
        Optional<Person> other = sentBy(by.id()) ? Optional.empty() : Optional.of(by);
        return changed(Optional.empty(), editedAt, Optional.of(at), other);
    }

    private Message changed(
            Optional<String> text, Optional<Instant> edited, Optional<Instant> deleted, Optional<Person> by) {
        return new Message(
                id,
                conversation,
                seq,
                ordinal,
                version + 1,
                kind,
                sender,
                receiver,
                clientId,
                note,
                text,
                sentAt,
                edited,
                deleted,
                by);
    }
}
