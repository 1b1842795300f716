package dev.parley.core.memory;

import dev.parley.core.port.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords with PBKDF2-HMAC-SHA256 of the JDK, which needs no library. Argon2 resists guessing better; use its adapter
 * where native code may run.
 *
 * <p>Hashes look like {@code $pbkdf2-sha256$i=600000$salt$hash}, in base64. It also checks those that Django writes ({@code
 * pbkdf2_sha256$iterations$salt$hash}), so that people who come from there keep their passwords; these count as outdated.
 *
 * <p>As with any HMAC, NUL characters at the very end of a password of less than 64 bytes do not count. The core lets none in.
 *
 * <p>Thread-safe.
 */
public final class Pbkdf2Hasher implements PasswordHasher {

    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Pattern OURS =
            Pattern.compile("\\$pbkdf2-sha256\\$i=([1-9]\\d{0,7})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");
    private static final Pattern DJANGO =
            Pattern.compile("pbkdf2_sha256\\$([1-9]\\d{0,7})\\$([^$]+)\\$([A-Za-z0-9+/]{43}=)");

    private final int iterations;
    private final SecureRandom random = new SecureRandom();

    /** With 600,000 iterations. */
    public Pbkdf2Hasher() {
        this(ITERATIONS);
    }

    /** With fewer, for tests, or with more. */
    public Pbkdf2Hasher(int iterations) {
        this.iterations = iterations;
    }

    @Override
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] derived = derive(password, salt, iterations);
        return "$pbkdf2-sha256$i=" + iterations + "$" + base64(salt) + "$" + base64(derived);
    }

    @Override
    public boolean knows(String hash) {
        return read(hash).isPresent();
    }

    @Override
    public boolean matches(String password, String hash) {
        Made made = read(hash).orElseThrow(() -> new IllegalArgumentException("Not a PBKDF2 hash"));
        return MessageDigest.isEqual(derive(password, made.salt(), made.iterations()), made.derived());
    }

    @Override
    public boolean outdated(String hash) {
        return read(hash)
                .filter(made -> made.django() || made.iterations() < iterations)
                .isPresent();
    }

    /** What a hash says about how it was made. */
    private record Made(int iterations, byte[] salt, byte[] derived, boolean django) {

        static Made ours(MatchResult parts) {
            return new Made(count(parts), Base64.getDecoder().decode(parts.group(2)), derived(parts), false);
        }

        /** Django takes the salt's characters as they stand. */
        static Made django(MatchResult parts) {
            return new Made(count(parts), parts.group(2).getBytes(StandardCharsets.UTF_8), derived(parts), true);
        }

        private static int count(MatchResult parts) {
            return Integer.parseInt(parts.group(1));
        }

        private static byte[] derived(MatchResult parts) {
            return Base64.getDecoder().decode(parts.group(3));
        }
    }

    private static Optional<Made> read(String hash) {
        return read(OURS, hash, Made::ours).or(() -> read(DJANGO, hash, Made::django));
    }

    private static Optional<Made> read(Pattern shape, String hash, Function<MatchResult, Made> reader) {
        Matcher matcher = shape.matcher(hash);
        return matcher.matches() ? Optional.of(reader.apply(matcher)) : Optional.empty();
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            key.clearPassword();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
