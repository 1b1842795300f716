package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.port.PasswordHasher;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link PasswordHasher} to its port. Give it cheap parameters: about forty hashes are made.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface PasswordHasherContract {

    /** What the hashes of {@link #outdatedHashes()} were made from. */
    String PASSWORD = "correct horse battery staple";

    PasswordHasher hasher();

    /** Hashes of {@link #PASSWORD} that it still checks but makes no more: weaker ones, and those of other makes. */
    List<String> outdatedHashes();

    @Test
    default void aPasswordMatchesItsOwnHash() {
        PasswordHasher hasher = hasher();

        String hash = hasher.hash(PASSWORD);

        assertThat(hasher.knows(hash)).isTrue();
        assertThat(hasher.matches(PASSWORD, hash)).isTrue();
        assertThat(hasher.outdated(hash)).isFalse();
    }

    @Test
    default void aHashIsOneLineThatDoesNotHoldThePassword() {
        assertThat(hasher().hash(PASSWORD))
                .matches("[!-~]+")
                .hasSizeLessThanOrEqualTo(255)
                .doesNotContain("horse");
    }

    @Test
    default void everyHashHasItsOwnSalt() {
        PasswordHasher hasher = hasher();

        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    default void a04_everyCharacterCounts() {
        PasswordHasher hasher = hasher();
        String hash = hasher.hash(PASSWORD);

        assertThat(List.of("Correct horse battery staple", PASSWORD + " ", " " + PASSWORD, "correct horse", ""))
                .noneMatch(other -> hasher.matches(other, hash));
    }

    @Test
    default void a04_longPasswordsAreNotCutOff() {
        PasswordHasher hasher = hasher();
        String longOne = "0123456789".repeat(100);
        String hash = hasher.hash(longOne + "a");

        assertThat(hasher.matches(longOne + "a", hash)).isTrue();
        assertThat(hasher.matches(longOne + "b", hash)).isFalse();
        assertThat(hasher.matches(longOne, hash)).isFalse();
    }

    @Test
    default void a02_anyScriptWillDo() {
        PasswordHasher hasher = hasher();

        assertThat(Map.of("пароль из слов", "пароль из слоб", "密码就是这一句话", "密码就是这一句语", "🐎🔋📎 🐎", "🐎🔋📎 🐏"))
                .allSatisfy((password, other) -> {
                    String hash = hasher.hash(password);
                    assertThat(hasher.matches(password, hash)).isTrue();
                    assertThat(hasher.matches(other, hash)).isFalse();
                });
    }

    @Test
    default void a06_aNulDoesNotEndThePassword() {
        PasswordHasher hasher = hasher();
        String hash = hasher.hash("before\0after");

        assertThat(hasher.matches("before\0after", hash)).isTrue();
        assertThat(List.of("before", "before\0", "before\0other", "beforeafter"))
                .noneMatch(other -> hasher.matches(other, hash));
    }

    @Test
    default void anEmptyPasswordHasAHashLikeAnyOther() {
        PasswordHasher hasher = hasher();
        String hash = hasher.hash("");

        assertThat(hasher.matches("", hash)).isTrue();
        assertThat(hasher.matches(" ", hash)).isFalse();
    }

    @Test
    default void outdatedHashesStillMatchAndAreSaidToBeOutdated() {
        PasswordHasher hasher = hasher();

        assertThat(outdatedHashes()).isNotEmpty().allSatisfy(hash -> {
            assertThat(hasher.knows(hash)).isTrue();
            assertThat(hasher.matches(PASSWORD, hash)).isTrue();
            assertThat(hasher.matches("correct horse battery staples", hash)).isFalse();
            assertThat(hasher.outdated(hash)).isTrue();
        });
    }

    @Test
    default void whatIsNoHashIsNotKnown() {
        PasswordHasher hasher = hasher();
        String hash = hasher.hash(PASSWORD);
        List<String> others = List.of(
                "", " ", PASSWORD, "$", "$1$abc$def", "!" + hash, hash + "\n", hash.substring(0, hash.indexOf('$', 9)));

        assertThat(others).allSatisfy(other -> {
            assertThat(hasher.knows(other)).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> hasher.matches(PASSWORD, other));
        });
    }

    @Test
    default void severalThreadsHashAtOnce() {
        PasswordHasher hasher = hasher();

        List<String> hashes = Crowd.atOnce(8, i -> hasher.hash(PASSWORD + i));

        assertThat(new HashSet<>(hashes)).hasSize(8);
        assertThat(Crowd.atOnce(8, i -> hasher.matches(PASSWORD + i, hashes.get(i))))
                .containsOnly(true);
    }
}
