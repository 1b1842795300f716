package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTextTest {

    @Test
    void whatDiffersInCaseWidthOrSpellingIsTheSame() {
        assertThat(SearchText.fold("ＰＡＲＬＥＹ")).isEqualTo("parley");
        assertThat(SearchText.fold("Straße")).isEqualTo(SearchText.fold("STRASSE"));
        assertThat(SearchText.fold("ΟΔΟΣ")).isEqualTo(SearchText.fold("οδος"));
        assertThat(SearchText.fold("ﬁne")).isEqualTo("fine");
        assertThat(SearchText.fold("cafe\u0301")).isEqualTo(SearchText.fold("CAF\u00c9"));
        assertThat(SearchText.fold("ｶﾞ")).isEqualTo(SearchText.fold("ガ"));
    }

    @Test
    void foldingTwiceChangesNothingMore() {
        for (String text : List.of("İstanbul ısı", "ΟΔΥΣΣΕΎΣ", "ǅ ŉ ẖ", "Ⅷ ½ ㎏", "ᾳ ΐ", "🦊 👍🏽", "क्षि")) {
            String folded = SearchText.fold(text);
            assertThat(SearchText.fold(folded)).isEqualTo(folded);
        }
    }

    @Test
    void aQueryIsStrippedAndFolded() {
        assertThat(SearchText.query("  HeLLo World ")).isEqualTo("hello world");
    }

    @Test
    void h03_whatMeansSomethingToAPatternStaysAsItIs() {
        assertThat(SearchText.query("%_\\'a:*")).isEqualTo("%_\\'a:*");
    }

    @Test
    void h03_aQueryHasTwoToTwoHundredCharacters() {
        assertThat(SearchText.query("明天")).isEqualTo("明天");
        assertThat(SearchText.query("🦊".repeat(200))).hasSize(400);
        for (String wrong :
                List.of("", " ", "a", " a ", "🦊", "a".repeat(201), "x".repeat(10_240), "a\0b", "ab\ud800")) {
            assertThatThrownBy(() -> SearchText.query(wrong)).isInstanceOf(ChatException.class);
        }
    }

    @Test
    void wordsMayBeFewOrNone() {
        assertThat(SearchText.words("")).isEmpty();
        assertThat(SearchText.words(" A ")).isEqualTo("a");
        assertThatThrownBy(() -> SearchText.words("a".repeat(201))).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> SearchText.words("\0")).isInstanceOf(ChatException.class);
    }
}
