package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "😀",
                "🎉",
                "🫠",
                "🇩🇪",
                "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
                "1️⃣",
                "#️⃣",
                "👨‍👩‍👧‍👦",
                "👩🏿‍❤️‍💋‍👨🏻",
                "🏳️‍🌈",
                "🏴‍☠️",
                "❤️",
                "❤️‍🔥",
                "🧑🏽‍🚀",
                "🕵️‍♂️",
                "©️",
                "⌚️",
                "🀄",
                "🃏",
                "🈚",
                "〰️",
                "㊙️"
            })
    void oneEmojiIsTakenAsItIs(String emoji) {
        assertThat(Emoji.check(emoji)).isEqualTo(emoji);
    }

    @Test
    void whatOlderFontsDrawAsTextIsThePictureHoweverItWasTyped() {
        assertThat(Emoji.check("❤")).isEqualTo(Emoji.check("❤\uFE0F")).isEqualTo("❤\uFE0F");
    }

    @Test
    void anEmojiOfAHigherPlaneIsStoredWithoutTheSignHoweverItWasTyped() {
        assertThat(Emoji.check("👍\uFE0F")).isEqualTo(Emoji.check("👍")).isEqualTo("👍");
        assertThat(Emoji.check("🅰\uFE0F")).isEqualTo(Emoji.check("🅰")).isEqualTo("🅰");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1",
                "#",
                "é",
                "漢",
                "👍👍",
                "👍 ",
                " 👍",
                "👍a",
                "\u200d",
                "👍\u200d",
                "\uFE0F",
                "🇩",
                "🏽🏽",
                "\u202e👍",
                "👍\u202e",
                "👍\u0000",
                "👍:1",
                "<b>",
                "\ud83d",
                "1⃣",
                "👍󠁿"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> Emoji.check(text)).isInstanceOf(ChatException.class);
    }

    @Test
    void c19_whatIsTooLongIsNone() {
        String eight = "👨🏿‍".repeat(7) + "👨🏿";

        assertThatThrownBy(() -> Emoji.check(eight)).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> Emoji.check("👍".repeat(100_000))).isInstanceOf(ChatException.class);
    }
}
