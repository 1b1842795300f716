package dev.parley.argon2;

import static org.assertj.core.api.Assertions.assertThat;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import dev.parley.contract.PasswordHasherContract;
import dev.parley.core.port.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Argon2HasherTest implements PasswordHasherContract {

    private static final int MEMORY_KIB = 256;
    private static final int PASSES = 2;

    @Override
    public PasswordHasher hasher() {
        return new Argon2Hasher(MEMORY_KIB, PASSES, 1);
    }

    @Override
    public List<String> outdatedHashes() {
        return List.of(
                new Argon2Hasher(MEMORY_KIB / 2, PASSES, 1).hash(PASSWORD),
                new Argon2Hasher(MEMORY_KIB, PASSES - 1, 1).hash(PASSWORD),
                ofType(Argon2Types.ARGON2i),
                ofType(Argon2Types.ARGON2d));
    }

    @Test
    void a18_theHashSaysHowItWasMade() {
        PasswordHasher hasher = new Argon2Hasher();

        String hash = hasher.hash(PASSWORD);

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.matches(PASSWORD, hash)).isTrue();
        assertThat(hasher.outdated(hash)).isFalse();
    }

    @Test
    void a18_raisedParametersMakeEarlierHashesOutdated() {
        String hash = hasher().hash(PASSWORD);

        assertThat(new Argon2Hasher().outdated(hash)).isTrue();
        assertThat(hasher().outdated(new Argon2Hasher().hash(PASSWORD))).isFalse();
    }

    @Test
    void aHashThatSaysNoVersionIsAnOldOne() {
        String hash = "$argon2id$m=65536,t=4,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A".repeat(43);

        assertThat(hasher().knows(hash)).isTrue();
        assertThat(hasher().outdated(hash)).isTrue();
    }

    private static String ofType(Argon2Types type) {
        return Argon2Factory.create(type).hash(PASSES, MEMORY_KIB, 1, PASSWORD.toCharArray(), StandardCharsets.UTF_8);
    }
}
