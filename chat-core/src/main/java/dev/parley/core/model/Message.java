package dev.parley.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message in its current state.
 *
 * <p>Thread-safe: immutable.
 *
 * @param seq the number of the change that created it
 * @param ordinal its number among the conversation's text messages
 * @param receiver the other one, in a direct conversation only
 * @param clientId the sender's own word for it, unique for (sender, conversation): a repeat is recognised by it for ever
 * @param note what a message of kind system says, and only that has one
 * @param replyTo what it answers, of the same conversation
 */
public record Message(
        MessageId id,
        ConversationId conversation,
        long seq,
        long ordinal,
        MessageKind kind,
        Person sender,
        Optional<Person> receiver,
        String clientId,
        Optional<Note> note,
        Optional<Quote> replyTo,
        Instant sentAt,
        MessageState state) {

    /** Begins the client ids of notes: nobody else's may hold it. */
    private static final String NOTE = "=";

    /** The client id of a {@link #farewell}. */
    public static final String FAREWELL = NOTE + "erased";

    /** Somebody's words, as they are posted with the last change of the conversation. */
    public static Message text(MessageId id, Conversation place, Person sender, String clientId, MessageState words) {
        return new Message(
                id,
                place.id(),
                place.lastSeq(),
                place.lastOrdinal(),
                MessageKind.TEXT,
                sender,
                Optional.empty(),
                clientId,
                Optional.empty(),
                Optional.empty(),
                place.lastAt().orElse(place.createdAt()),
                words);
    }

    /** What a conversation notes about itself, with the last change it had. */
    public static Message note(MessageId id, Conversation place, Person sender, Note note, Optional<String> words) {
        return new Message(
                id,
                place.id(),
                place.lastSeq(),
                place.lastOrdinal(),
                MessageKind.SYSTEM,
                sender,
                Optional.empty(),
                NOTE + id,
                Optional.of(note),
                Optional.empty(),
                place.lastAt().orElse(place.createdAt()),
                MessageState.first(words, Mentions.none()));
    }

    /** The last note of somebody whose account was erased. There is one, which can be found. */
    public static Message farewell(MessageId id, Conversation place, Person sender) {
        return new Message(
                id,
                place.id(),
                place.lastSeq(),
                place.lastOrdinal(),
                MessageKind.SYSTEM,
                sender,
                Optional.empty(),
                FAREWELL,
                Optional.of(new Note(NoteKind.ERASED, Optional.of(sender))),
                Optional.empty(),
                place.lastAt().orElse(place.createdAt()),
                MessageState.first(Optional.empty(), Mentions.none()));
    }

    public int version() {
        return state.version();
    }

    /** Its text, absent when deleted; the words of a note, where it has any. */
    public Optional<String> content() {
        return state.content();
    }

    public Mentions mentions() {
        return state.mentions();
    }

    public List<Reaction> reactions() {
        return state.reactions();
    }

    public boolean pinned() {
        return state.pinned();
    }

    public Optional<Instant> editedAt() {
        return state.editedAt();
    }

    public Optional<Instant> deletedAt() {
        return state.deletedAt();
    }

    public Optional<Person> deletedBy() {
        return state.deletedBy();
    }

    public boolean deleted() {
        return state.deletedAt().isPresent();
    }

    /** When its words are from. */
    public Instant writtenAt() {
        return editedAt().orElse(sentAt);
    }

    /** What somebody has said with it: what is found by searching. */
    public Optional<String> said() {
        return kind == MessageKind.TEXT ? content() : Optional.empty();
    }

    public boolean sentBy(AccountId account) {
        return sender.id().equals(account);
    }

    /** The same with other words. */
    public Message edited(String words, Mentions called, Instant at) {
        return with(state.edited(words, called, at));
    }

    /** The tombstone that remains of it, which says who took it away where that was not its sender. */
    public Message erased(Person by, Instant at) {
        return with(state.erased(sentBy(by.id()) ? Optional.empty() : Optional.of(by), at));
    }

    /** The same with other reactions under it. */
    public Message reacted(List<Reaction> reactions) {
        return with(state.reacted(reactions));
    }

    /** The same, kept at hand or not any more. */
    public Message pinned(boolean on) {
        return with(state.pinned(on));
    }

    /** That it is there and when it came, and nothing else. */
    public Message bare() {
        return new Message(
                id,
                conversation,
                seq,
                ordinal,
                kind,
                sender,
                Optional.empty(),
                clientId,
                Optional.empty(),
                Optional.empty(),
                sentAt,
                MessageState.first(Optional.empty(), Mentions.none()));
    }

    /** The same, calling this one no more. */
    public Message notCalling(AccountId account) {
        return with(state.notCalling(account));
    }

    /** The same, for this one in particular. */
    public Message to(Optional<Person> other) {
        return with(other, replyTo, state);
    }

    /** The same, quoting what it answers. */
    public Message quoting(Optional<Quote> quote) {
        return with(receiver, quote, state);
    }

    private Message with(MessageState later) {
        return with(receiver, replyTo, later);
    }

    private Message with(Optional<Person> other, Optional<Quote> quote, MessageState later) {
        return new Message(id, conversation, seq, ordinal, kind, sender, other, clientId, note, quote, sentAt, later);
    }
}
