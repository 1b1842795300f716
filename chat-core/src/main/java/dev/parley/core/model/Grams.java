package dev.parley.core.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts texts for an index that holds numbers: each two code points that stand side by side become one, and so do the
 * conversation, the sender, and that there is a link. A text can only hold another if it has all of the other's numbers. The reverse
 * is not true: two things may have the same number, and the parts may stand apart; so who finds by numbers looks into the text
 * before he believes it.
 *
 * <p>Thread-safe: stateless.
 */
public final class Grams {

    private static final int BITS = 21;
    private static final long CONVERSATION = 1L << 60;
    private static final long SENDER = 2L << 60;
    private static final long LINK = 3L << 60;

    private Grams() {}

    /** The numbers of a message, ascending; none when nothing is to be found by it. */
    public static Optional<int[]> of(Message message) {
        return message.said()
                .map(SearchText::fold)
                .map(folded -> of(message.conversation(), message.sender().id(), folded));
    }

    /** The numbers of a text in the form of {@link SearchText#fold}, ascending. */
    public static int[] of(ConversationId conversation, AccountId sender, String folded) {
        int[] link = SearchText.hasLink(folded) ? new int[] {number(LINK)} : new int[0];
        return distinct(pairs(folded), link, new int[] {of(conversation), number(SENDER | sender.value())});
    }

    /** The number of a conversation. */
    public static int of(ConversationId conversation) {
        return number(CONVERSATION | conversation.value());
    }

    /** What a message has to have to be found, ascending, but for its conversation. */
    public static int[] of(Sought sought) {
        int[] pairs = sought.text().map(Grams::pairs).orElse(new int[0]);
        int[] from = sought.from()
                .map(sender -> new int[] {number(SENDER | sender.value())})
                .orElse(new int[0]);
        return distinct(pairs, from, sought.link() ? new int[] {number(LINK)} : new int[0]);
    }

    private static int[] pairs(String folded) {
        int[] points = folded.codePoints().toArray();
        int[] pairs = new int[Math.max(0, points.length - 1)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = number((long) points[i] << BITS | points[i + 1]);
        }
        return pairs;
    }

    private static int[] distinct(int[] pairs, int[] some, int[] others) {
        int[] all = Arrays.copyOf(pairs, pairs.length + some.length + others.length);
        System.arraycopy(some, 0, all, pairs.length, some.length);
        System.arraycopy(others, 0, all, pairs.length + some.length, others.length);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    /** Spreads what differs in few bits over all of them. */
    private static int number(long what) {
        long mixed = (what ^ what >>> 32) * 0xd6e8feb86659fd93L;
        mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
        return (int) (mixed ^ mixed >>> 32);
    }
}
