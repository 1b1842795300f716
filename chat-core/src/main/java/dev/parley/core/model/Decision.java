package dev.parley.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the rules made of a batch: an outcome for each command, in order, and what has to be written so that they are true.
 * Everything written is a final state: a row appears at most once.
 *
 * <p>Thread-safe: immutable.
 *
 * @param opened new conversations
 * @param advanced conversations that were there and whose counters moved
 * @param renamed channels that were there and have another name
 * @param keyed conversations that a host calls otherwise from now on, each by its key
 * @param joined new members
 * @param members those who were there, or had been, and are something else now
 * @param read members that were there and whose marker moved
 * @param posted new messages, each with the id, the number, the author and the time of the entry of the log that says so
 * @param altered messages that were there; a deleted one loses its content, its fingerprint, its place in the search, its
 *     former texts, its reactions, its mentions and its pin
 * @param reworded what messages that were there have said before; it is kept for their authors
 * @param reacted emoji that are new under messages
 * @param taken emoji that are not there any more
 * @param pinned messages that are kept at hand from now on, with the number of the change that says so
 * @param unpinned messages whose pin was touched: it goes before those that are kept are written
 * @param used invitations by which somebody came
 * @param left who is erased, and leaves nothing behind in these conversations: no mention
 * @param changes entries of the log, in the order of their numbers within a conversation
 */
public record Decision(
        List<Outcome> outcomes,
        List<Conversation> opened,
        List<Conversation> advanced,
        List<Conversation> renamed,
        Map<HostKey, ConversationId> keyed,
        List<Member> joined,
        List<Member> members,
        List<Member> read,
        List<Facts.Posted> posted,
        List<Message> altered,
        List<Reworded> reworded,
        List<Reacted> reacted,
        List<Needs.Reacting> taken,
        List<Pinned> pinned,
        List<MessageId> unpinned,
        List<Invitation> used,
        List<Member> left,
        List<Change> changes) {

    /** A text that a message had, and the message as it is now. */
    public record Reworded(FormerText former, Message message) {}

    /** A message that is kept at hand since the change {@code seq}. */
    public record Pinned(ConversationId conversation, MessageId message, long seq) {}

    /**
     * Somebody's new emoji under a message.
     *
     * @param seq the number of the change with which it came, by which those under a message are in order
     */
    public record Reacted(Needs.Reacting what, ConversationId conversation, long seq, Instant at) {}

    /** Whether there is nothing to write. */
    public boolean changesNothing() {
        return opened.isEmpty() && altered.isEmpty() && changes.isEmpty() && keyed.isEmpty();
    }
}
