package dev.parley.core.model;

import java.util.List;

/**
 * What the rules made of a batch: an outcome for each command, in order, and what has to be written so that they are true.
 * Everything written is a final state: a row appears at most once.
 *
 * <p>Thread-safe: immutable.
 *
 * @param opened new conversations
 * @param advanced conversations that were there and whose counters moved
 * @param renamed channels that were there and have another name
 * @param joined new members
 * @param members those who were there, or had been, and are something else now
 * @param read members that were there and whose marker moved
 * @param posted new messages, each with the id, the number, the author and the time of the entry of the log that says so
 * @param altered messages that were there; a deleted one loses its content, its fingerprint and its place in the search
 * @param used invitations by which somebody came
 * @param left who is erased, and leaves nothing behind in these conversations: no reaction, no mention
 * @param changes entries of the log, in the order of their numbers within a conversation
 */
public record Decision(
        List<Outcome> outcomes,
        List<Conversation> opened,
        List<Conversation> advanced,
        List<Conversation> renamed,
        List<Member> joined,
        List<Member> members,
        List<Member> read,
        List<Facts.Posted> posted,
        List<Message> altered,
        List<Invitation> used,
        List<Member> left,
        List<Change> changes) {

    /** Whether there is nothing to write. */
    public boolean changesNothing() {
        return opened.isEmpty() && altered.isEmpty() && changes.isEmpty();
    }
}
