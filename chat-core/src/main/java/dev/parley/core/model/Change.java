package dev.parley.core.model;

import java.time.Instant;
import java.util.Set;

/**
 * One entry of a conversation's log.
 *
 * <p>Thread-safe: immutable.
 *
 * @param id unique for ever and drawn before the transaction, so that an unknown outcome can be looked up by it
 * @param seq its number in the conversation: 1, 2, 3 … without a gap (G5)
 * @param message the message it concerns, in its current state, so that replay and live converge
 */
public record Change(
        long id, ConversationId conversation, long seq, ChangeKind kind, AccountId actor, Instant at, Message message) {

    /** The fields of a message and of its change, with the longest names, ids and times. */
    private static final int MOST_BESIDES_CONTENT = 512;

    /** What one more person adds, with the longest name. */
    private static final int MOST_OF_A_PERSON = 512;

    /** What one person adds who is called by name, with the longest name. */
    private static final int MOST_OF_A_MENTION = 96;

    /** What one kind of reaction adds, with the longest emoji, and one person who is named for it. */
    private static final int MOST_OF_A_REACTION = 128;

    private static final int MOST_OF_A_NUMBER = 17;
    /** What one more part of a text's markup adds, with the text in it and before it. */
    private static final int MOST_OF_A_PART = 128;

    /** The parts of a text's markup, at the most. */
    private static final int MOST_PARTS = 64;

    /** Who has become a member by it. */
    public Set<AccountId> came() {
        return kind == ChangeKind.MEMBER_JOINED ? about() : Set.of();
    }

    /** Who is a member no more since it. */
    public Set<AccountId> went() {
        return kind == ChangeKind.MEMBER_LEFT ? about() : Set.of();
    }

    private Set<AccountId> about() {
        return message.note()
                .flatMap(Note::about)
                .map(person -> Set.of(person.id()))
                .orElse(Set.of());
    }

    /** The same with its message in a later state. */
    public Change with(Message later) {
        return new Change(id, conversation, seq, kind, actor, at, later);
    }

    /** How many bytes it takes at the most when it is written down as JSON. */
    public int weight() {
        boolean named = message.note().isPresent() || message.deletedBy().isPresent();
        int people = named ? MOST_OF_A_PERSON : 0;
        return MOST_BESIDES_CONTENT
                + people
                + message.content().map(Change::escaped).orElse(0)
                + message.said().map(Change::marked).orElse(0)
                + message.replyTo().map(Change::weight).orElse(0)
                + message.mentions().people().size() * MOST_OF_A_MENTION
                + message.reactions().stream().mapToInt(Change::weight).sum();
    }

    private static int weight(Quote quote) {
        return MOST_OF_A_PERSON + quote.excerpt().map(Change::escaped).orElse(0);
    }

    private static int weight(Reaction reaction) {
        return MOST_OF_A_REACTION + reaction.first().size() * MOST_OF_A_NUMBER;
    }

    /** What its markup adds at the most: no part of it is without a sign. */
    private static int marked(String text) {
        int signs = 0;
        for (int i = 0; i < text.length() && signs < MOST_PARTS; i++) {
            signs += maySign(text, i) ? 1 : 0;
        }
        return signs == 0 ? 0 : (signs + 1) * MOST_OF_A_PART;
    }

    private static boolean maySign(String text, int at) {
        return switch (text.charAt(at)) {
            case '*', '_', '`', '[', '>', '@' -> true;
            case ':' -> text.startsWith("//", at + 1);
            case '-' -> text.startsWith(" ", at + 1);
            case '.' -> text.startsWith(" ", at + 1) && at > 0 && Character.isDigit(text.charAt(at - 1));
            default -> false;
        };
    }

    private static int escaped(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += escaped(text.charAt(i));
        }
        return bytes;
    }

    private static int escaped(char c) {
        if (c < ' ') {
            return 6;
        } else if (c == '"' || c == '\\') {
            return 2;
        }
        return c < 0x80 ? 1 : 3;
    }
}
