package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GramsTest {

    private static final ConversationId HERE = new ConversationId(7);
    private static final AccountId ALICE = new AccountId(8);

    @Test
    void eachTwoCodePointsAreANumberOnce() {
        // an na as s🦊 🦊🦊, with the conversation and the sender
        assertThat(Grams.of(HERE, ALICE, "ananas🦊🦊"))
                .hasSize(5 + 2)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(Grams.of(HERE, ALICE, "a")).hasSize(2);
    }

    @Test
    void aTextHasTheNumbersOfAllItsParts() {
        String text = SearchText.fold("Straße 🦊🦝 明天 https://example.org");
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                String part = text.substring(from, to);
                if (Text.clean(part)) {
                    assertThat(has(text, Sought.text(part))).as(part).isTrue();
                }
            }
        }
    }

    @Test
    void aTextLacksWhatIsNotInIt() {
        assertThat(has("plain words", Sought.text("xy"))).isFalse();
        assertThat(has("plain words", sought(new AccountId(9), false))).isFalse();
        assertThat(has("plain words", sought(ALICE, true))).isFalse();
    }

    @Test
    void senderLinkAndConversationAreNumbersToo() {
        assertThat(has("see http://example.org", sought(ALICE, true))).isTrue();
        assertThat(Grams.of(HERE, ALICE, "text")).contains(Grams.of(HERE));
        assertThat(Grams.of(HERE)).isNotEqualTo(Grams.of(new ConversationId(8)));
    }

    /** What is stored must be found by every version to come. */
    @Test
    void theNumbersStayWhatTheyAre() {
        assertThat(Grams.of(HERE)).isEqualTo(number(1L << 60 | 7));
        assertThat(Grams.of(Sought.text("ab"))).containsExactly(number((long) 'a' << 21 | 'b'));
    }

    private static int number(long what) {
        long one = (what ^ what >>> 32) * 0xd6e8feb86659fd93L;
        long two = (one ^ one >>> 32) * 0xd6e8feb86659fd93L;
        return (int) (two ^ two >>> 32);
    }

    private static Sought sought(AccountId from, boolean link) {
        return new Sought(Optional.empty(), Optional.of(from), Optional.empty(), Sought.LONG_AGO, Sought.FAR_OFF, link);
    }

    private static boolean has(String folded, Sought sought) {
        int[] there = Grams.of(HERE, ALICE, folded);
        return Arrays.stream(Grams.of(sought)).allMatch(number -> Arrays.binarySearch(there, number) >= 0);
    }
}
