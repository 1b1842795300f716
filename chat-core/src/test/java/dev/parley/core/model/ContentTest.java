package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final int MAX = 4_000;

    @Test
    void ordinaryTextIsKeptAsItIs() {
        for (String text : List.of(
                "hello",
                "  indented\n\n\tlist\r\n",
                "שלום مرحبا नमस्ते 你好 สวัสดี",
                "👩‍👩‍👧‍👦 🇨🇭 👍🏽",
                "<b>&amp;</b> %_'\\",
                "q\u0307\u0323")) {
            assertThat(Content.check(text, MAX)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
        }
    }

    @Test
    void textIsStoredInNfc() {
        assertThat(Content.check("cafe\u0301", MAX)).isEqualTo("caf\u00e9");
    }

    @Test
    void c04_blankTextIsRefused() {
        for (String blank : List.of(
                "",
                " ",
                "\n\t\r\n",
                "\u200B",
                "\u2800",
                "\u3164",
                "\u00A0\u2003",
                "\u200D\uFE0F",
                "\u00AD",
                "\u0301")) {
            assertThat(violation(blank))
                    .as("%s", blank.codePoints().boxed().toList())
                    .isEqualTo("blank");
        }
    }

    @Test
    void c04_theLimitCountsCodePoints() {
        assertThat(Content.check("🦊".repeat(MAX), MAX)).hasSize(2 * MAX);
        assertThat(violation("🦊".repeat(MAX + 1))).isEqualTo("too_long");
        assertThat(violation("a".repeat(MAX + 1))).isEqualTo("too_long");
        assertThat(violation("a".repeat(16_001))).isEqualTo("too_long");
        assertThat(violation("a".repeat(65 * 1_024))).isEqualTo("too_long");
    }

    @Test
    void c04_theLimitIsAppliedAfterNormalizing() {
        assertThat(Content.check("e\u0301".repeat(MAX), MAX)).hasSize(MAX);
    }

    @Test
    void c04_pilesOfCombiningMarksAreRefused() {
        assertThat(violation("a" + "\u0316".repeat(10_000))).isEqualTo("too_long");
        assertThat(violation("a" + "\u0316".repeat(33))).isEqualTo("invalid_characters");
        assertThat(Content.check("a" + "\u0316".repeat(32), MAX)).hasSize(33);
    }

    @Test
    void c06_whatCannotBeStoredIsRefused() {
        for (String bad : List.of(
                "a\0b",
                "a\ud800b",
                "a\udc00b",
                "\ud83e",
                "a\ufffeb",
                "a\uffffb",
                "\ufdd0",
                "a\u0080b",
                "a\u009fb",
                "a\u001bb",
                "a\u007fb",
                new String(Character.toChars(0x1FFFE)))) {
            assertThat(violation(bad))
                    .as("%s", bad.codePoints().boxed().toList())
                    .isEqualTo("invalid_characters");
        }
    }

    @Test
    void c06_invisibleTagsAreRefusedButInFlags() {
        String scotland = "\uD83C\uDFF4" + tags("gbsct") + Character.toString(0xE007F);

        assertThat(Content.check("from " + scotland + "!", MAX)).contains(scotland);
        assertThat(violation("harmless" + tags("hidden"))).isEqualTo("invalid_characters");
        assertThat(violation(scotland + tags("a"))).isEqualTo("invalid_characters");
    }

    private static String tags(String ascii) {
        return ascii.codePoints()
                .map(c -> 0xE0000 + c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String violation(String text) {
        ChatException refusal = catchThrowableOfType(ChatException.class, () -> Content.check(text, MAX));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.violations()).map(ChatException.Violation::field).containsExactly("content");
        return refusal.violations().get(0).code();
    }
}
