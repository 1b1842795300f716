package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.port.PasswordHasher;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Passwords from policy to hash. Hashing costs much memory and time by design, so only as many run at once as there are
 * processors; a few may wait, the others are refused (attack A13). All text is brought to NFC first, so that a password is the
 * same from every keyboard.
 *
 * <p>Thread-safe.
 */
public final class Passwords {

    private static final int MAX_QUEUE = 32;
    private static final long PATIENCE_SECONDS = 2;

    private final PasswordHasher hasher;
    private final List<PasswordHasher> known;
    private final PasswordPolicy policy;
    private final Semaphore permits = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private volatile String decoy = "";

    /**
     * @param hasher makes new hashes
     * @param older also checks hashes that {@code hasher} does not know
     */
    public Passwords(PasswordHasher hasher, PasswordHasher older, int minLength) {
        this.hasher = hasher;
        this.known = List.of(hasher, older);
        this.policy = new PasswordPolicy(minLength);
    }

    /**
     * The hash of a new password.
     *
     * @param names words that may not make up the password
     */
    public String accept(String password, List<String> names) {
        String normal = normal(password);
        policy.check(normal, names);
        return bounded(() -> hasher.hash(normal));
    }

    /** Whether the password belongs to the hash; without a hash it costs the same time and is wrong (attack A09). */
    public boolean matches(String password, Optional<String> hash) {
        if (password.length() > 2 * PasswordPolicy.MAX) {
            return false;
        }
        Optional<String> usable = hash.filter(h -> knowing(h).isPresent());
        String against = usable.orElseGet(this::decoy);
        String normal = normal(password);
        boolean same = bounded(() -> knowing(against).orElse(hasher).matches(normal, against));
        // to an HMAC, NULs at the end are no part of the password
        return same && usable.isPresent() && password.indexOf('\0') < 0;
    }

    /** A new hash of a password that was just found right, where the old one is weaker than new ones are. */
    public Optional<String> renewed(String password, String hash) {
        boolean current = hasher.knows(hash) && !hasher.outdated(hash);
        String normal = normal(password);
        return current ? Optional.empty() : Optional.of(bounded(() -> hasher.hash(normal)));
    }

    private Optional<PasswordHasher> knowing(String hash) {
        return known.stream().filter(h -> h.knows(hash)).findFirst();
    }

    /** Makes what the first unknown user is compared with, so that he waits no longer than the next. */
    public void prepare() {
        decoy();
    }

    private String decoy() {
        if (decoy.isEmpty()) {
            decoy = hasher.hash("nobody has this password");
        }
        return decoy;
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T bounded(Supplier<T> hashing) {
        if (permits.getQueueLength() >= MAX_QUEUE || !acquire()) {
            throw ChatException.later(
                    ErrorCode.UNAVAILABLE,
                    "Too many people are logging in right now. Try again.",
                    Duration.ofSeconds(2));
        }
        try {
            return hashing.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquire() {
        try {
            return permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
