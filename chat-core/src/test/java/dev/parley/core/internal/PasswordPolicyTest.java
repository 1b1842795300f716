package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.ChatException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which passwords are taken. */
class PasswordPolicyTest {

    private final PasswordPolicy policy = new PasswordPolicy(12);

    @Test
    void a01_theShortestIsTwelveCodePoints() {
        refused("elevenchars", "too_short");
        refused("🦊🦊🌲🌲🌊🌊🔥🔥🎈🎈🚲", "too_short");
        taken("twelve chars");
        taken("🦊🐢🌲🌵🌊🍋🔥⛄🎈🎁🚲🎻");
    }

    @Test
    void a02_longPassphrasesOfAnyScriptAreTaken() {
        taken("correct donkey battery paperclip ".repeat(3) + "and a fourth one to come to 128 charact");
        taken("海は広いな大きいな月がのぼるし日が沈む");
        refused("abcdefghijkl mnopqr ".repeat(14), "too_long");
    }

    @Test
    void a07_whatIsTriedFirstIsRefused() {
        for (String common : List.of(
                "password123456789",
                "Password1234!",
                "p@ssw0rd12345",
                "passwordpassword",
                "123456789012",
                "abcdefghijkl",
                "qwertyuiop123",
                "qwertyuiopasdfghjkl",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "iloveyou1234",
                "letmein123456",
                "welcome2welcome",
                "correct horse battery staple",
                "administrator1")) {
            refused(common, "too_common");
        }
    }

    @Test
    void a07_oneOrTwoWordsOfTheListDoNotBecomeAPasswordByWhatIsAdded() {
        for (String common : List.of(
                "password8264927341",
                "83917462dragon",
                "dragon 839174625",
                "sunshine!!!!!!!!",
                "dragonnnnnnnnn",
                "monkeymonkeymonkey",
                "monkey-monkey-monkey",
                "football123football",
                "adminpassword1",
                "p@ssw0rdp@ssw0rd",
                "onetwothree1")) {
            refused(common, "too_common");
        }
        refused("alice8264927341", "too_common", "alice");
    }

    @Test
    void a08_severalWordsMakeAPassphraseAlsoWhereEachIsInTheList() {
        taken("dragon monkey sunshine football princess");
        taken("dragonmonkeysunshine");
        taken("Dragon-Monkey-Sunshine-42");
        taken("dr4gon monk3y sunsh1ne");
        taken("sunshine over my old football");
    }

    @Test
    void a08_whatHappensToHoldAShortWordOfTheListIsTaken() {
        taken("8f3red19a2b7");
        taken("827364519203847561");
        taken("k7!tiger92#x4qv");
    }

    @Test
    void a07_neitherOnesOwnNameNorTheProductMakesAPassword() {
        refused("alice.miller1", "too_common", "alice.miller");
        refused("AliceMiller2026", "too_common", "alice.miller");
        refused("parley-parley-1", "too_common");
        refused("parleypassword", "too_common");
    }

    @Test
    void a08_nothingIsAskedOfItsComposition() {
        taken("onlylowercaseletters");
        taken("there is a horse in it");
    }

    @Test
    void a06_whatCannotBeTypedIsRefusedAndNeverCutOff() {
        refused("before\0and after it", "invalid_characters");
        refused("a lone \ud800 surrogate", "invalid_characters");
    }

    private void taken(String password, String... names) {
        assertThatCode(() -> policy.check(password, List.of(names)))
                .as(password)
                .doesNotThrowAnyException();
    }

    private void refused(String password, String violation, String... names) {
        assertThatThrownBy(() -> policy.check(password, List.of(names)))
                .as(password)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(new ChatException.Violation("password", violation)));
    }
}
