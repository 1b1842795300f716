package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.port.PasswordHasher;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pbkdf2HasherTest implements PasswordHasherContract {

    private static final String FROM_DJANGO =
            "pbkdf2_sha256$1000$s4ltFromDjango$zFM2Or/x1PElmZgMY+n32CIAYFlCwbc7aSheZtNoZ2E=";

    @Override
    public PasswordHasher hasher() {
        return new Pbkdf2Hasher(1_000);
    }

    @Override
    public List<String> outdatedHashes() {
        return List.of(FROM_DJANGO, new Pbkdf2Hasher(999).hash(PASSWORD));
    }

    @Test
    void newHashesTakeSixHundredThousandIterations() {
        assertThat(new Pbkdf2Hasher().hash(PASSWORD)).startsWith("$pbkdf2-sha256$i=600000$");
    }

    @Test
    void moreIterationsThanOnesOwnAreNotOutdated() {
        assertThat(hasher().outdated(new Pbkdf2Hasher(1_001).hash(PASSWORD))).isFalse();
    }
}
