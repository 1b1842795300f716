package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What sessions and tokens are recognised by. */
class SecretTest {

    @Test
    void s19_aSecretHasItsPrefix190RandomBitsAndAChecksum() {
        String secret = Secret.generate(Secret.TOKEN);

        assertThat(secret).matches("pat_[0-9A-Za-z]{38}");
        assertThat(Secret.wellFormed(secret)).isTrue();
        assertThat(Secret.isToken(secret)).isTrue();
    }

    @Test
    void s14_whatCannotBeASecretIsSeenWithoutLookingItUp() {
        String secret = Secret.generate(Secret.SESSION);
        char other = secret.charAt(20) == 'a' ? 'b' : 'a';

        assertThat(Secret.wellFormed(secret.substring(0, 20) + other + secret.substring(21)))
                .isFalse();
        assertThat(Secret.wellFormed(secret.replace("ses_", "pat_"))).isFalse();
        assertThat(Secret.wellFormed(secret.toLowerCase(Locale.ROOT))).isFalse();
        assertThat(Secret.wellFormed(secret.substring(0, secret.length() - 1))).isFalse();
        assertThat(Secret.wellFormed("")).isFalse();
    }

    @Test
    void noTwoAreTheSame() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            secrets.add(Secret.generate(Secret.SESSION));
        }

        assertThat(secrets).hasSize(10_000);
    }

    @Test
    void s18_whatIsStoredTellsNothingOfTheSecret() {
        String secret = Secret.generate(Secret.SESSION);

        assertThat(Secret.key(secret)).matches("[0-9a-f]{64}").isEqualTo(Secret.key(secret));
        assertThat(Secret.hint(secret)).isEqualTo("ses_…" + secret.substring(secret.length() - 4));
    }
}
