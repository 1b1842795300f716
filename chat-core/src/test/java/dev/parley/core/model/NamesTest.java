package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void usernamesAreAsciiWithALetterOrDigitAtBothEnds() {
        for (String right : List.of("al", "alice", "Alice", "a.b-c_d", "007", "a" + "b".repeat(30) + "c")) {
            assertThat(new Username(right).value()).isEqualTo(right);
            assertThat(Username.possible(right)).isTrue();
        }
    }

    @Test
    void c07_namesThatLookLikeOthersAreRefused() {
        for (String wrong : List.of(
                "\u0430lice",
                "alice ",
                " alice",
                "AL\u0130CE",
                "a\u200Blice",
                "\uFF41lice",
                "\u0430dmin",
                "al\u0131ce",
                "alice\n",
                "alice\u202E")) {
            refused(wrong, Username::new, "username_shape");
            assertThat(Username.possible(wrong)).isFalse();
        }
    }

    @Test
    void c07_namesThatAreNoNamesAreRefused() {
        for (String wrong : List.of(
                "",
                "a",
                ".",
                "..",
                "-a",
                "a-",
                ".ab",
                "@here",
                "a/b",
                "a b",
                "a%20b",
                "a".repeat(33),
                "a".repeat(300))) {
            refused(wrong, Username::new, "username_shape");
        }
    }

    @Test
    void c07_caseMakesNoOtherName() {
        assertThat(new Username("ALICE").folded()).isEqualTo(new Username("alice").folded());
        assertThat(Username.fold("AliCe")).isEqualTo("alice");
    }

    @Test
    void c07_someNamesAreKeptBackInAnyCase() {
        for (String kept : List.of("me", "ME", "Admin", "root", "system", "here", "everyone", "Support")) {
            assertThat(new Username(kept).reserved()).as(kept).isTrue();
        }
        assertThat(new Username("meg").reserved()).isFalse();
    }

    @Test
    void c05_displayNamesNeitherTurnNorHideAnything() {
        for (String wrong : List.of(
                "",
                "  ",
                "\u200B",
                "\u2800",
                "a\nb",
                "a\tb",
                "evil\u202Etxt",
                "\u2066a",
                "a\0b",
                "\ud800",
                "a".repeat(65),
                "a" + "\u0316".repeat(5))) {
            refused(wrong, DisplayName::new, "display_name_shape");
        }
    }

    @Test
    void displayNamesAreStrippedAndInNfc() {
        assertThat(new DisplayName("  Rene\u0301e 王 🦊 ").value()).isEqualTo("Ren\u00e9e 王 🦊");
        assertThat(new DisplayName("🦊".repeat(64)).value()).hasSize(128);
    }

    @Test
    void emailAddressesAreFolded() {
        assertThat(new EmailAddress(" Alice@Example.ORG ").value()).isEqualTo("alice@example.org");
        for (String wrong : List.of("", "alice", "@", "a@", "@b", "a@b@c", "a b@c", "a\0@b", "a@" + "b".repeat(300))) {
            refused(wrong, EmailAddress::new, "email_shape");
        }
    }

    private static void refused(String wrong, Function<String, ?> make, String violation) {
        assertThatThrownBy(() -> make.apply(wrong))
                .as("%s", wrong.codePoints().boxed().toList())
                .isInstanceOfSatisfying(ChatException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
                    assertThat(refusal.violations())
                            .map(ChatException.Violation::code)
                            .containsExactly(violation);
                });
    }
}
