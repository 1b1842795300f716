package dev.parley.core.internal;

import dev.parley.core.model.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes of what was sent, by which a repeat is told from something else under the same client id without keeping the
 * former text (G3).
 *
 * <p>Thread-safe.
 */
public final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** To look one up and give it the key takes longer than to use it. */
    private final ThreadLocal<Mac> keyed = ThreadLocal.withInitial(this::withKey);

    /** @param key base 64, from {@link #newKey} */
    public Fingerprints(String key) {
        this.key = new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM);
    }

    public static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Mac withKey() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    /** Of a text, and what it answers; no text holds a NUL. */
    public String of(String content, Optional<MessageId> replyTo) {
        String all = replyTo.map(id -> content + "\0" + id).orElse(content);
        byte[] hash = keyed.get().doFinal(all.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().withoutPadding().encodeToString(hash);
    }
}
