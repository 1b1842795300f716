package dev.parley.core.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secrets that sessions, tokens and invitations are recognised by: {@code prefix_} + 32 random base-62 characters (190 bits) + 6 of a
 * checksum, so that what is not one is refused without a look into the database, and a leaked one is found by a pattern. Only
 * {@link #key} is ever stored.
 *
 * <p>Thread-safe: stateless.
 */
public final class Secret {

    /** What a session's secret begins with. */
    public static final String SESSION = "ses";

    /** What an API token begins with. */
    public static final String TOKEN = "pat";

    /** What the secret of an invitation begins with. */
    public static final String INVITATION = "inv";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern SHAPE = Pattern.compile("(ses|pat|inv)_[0-9A-Za-z]{38}");
    private static final int RANDOM = 32;
    private static final int CHECK = 6;
    private static final SecureRandom SOURCE = new SecureRandom();

    private Secret() {}

    public static String generate(String prefix) {
        StringBuilder secret = new StringBuilder(prefix).append('_');
        for (int i = 0; i < RANDOM; i++) {
            secret.append(ALPHABET.charAt(SOURCE.nextInt(ALPHABET.length())));
        }
        return secret + checksum(secret.toString());
    }

    /** Whether it can be a secret at all. */
    public static boolean wellFormed(String secret) {
        int end = secret.length() - CHECK;
        return SHAPE.matcher(secret).matches() && secret.substring(end).equals(checksum(secret.substring(0, end)));
    }

    public static boolean isToken(String secret) {
        return secret.startsWith(TOKEN + "_");
    }

    public static boolean isInvitation(String secret) {
        return secret.startsWith(INVITATION + "_");
    }

    /** What people can tell it by. */
    public static String hint(String secret) {
        return secret.substring(0, secret.indexOf('_') + 1) + "…" + secret.substring(secret.length() - 4);
    }

    /** What is stored of it. */
    public static String key(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        StringBuilder check = new StringBuilder();
        for (int i = 0; i < CHECK; i++) {
            check.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return check.reverse().toString();
    }
}
