package dev.parley.core.port;

/**
 * Makes and checks password hashes. A hash is one line of text that says by itself how it was made.
 *
 * <p>Thread-safe.
 */
public interface PasswordHasher {

    /** A new hash with a fresh salt. Every character of the password counts. */
    String hash(String password);

    /** Whether this hasher can check that hash. */
    boolean knows(String hash);

    /**
     * Whether the password is the one the hash was made from; compares in constant time.
     *
     * @throws IllegalArgumentException when it does not know the hash
     */
    boolean matches(String password, String hash);

    /** Whether a known hash was made with weaker parameters than new ones are. */
    boolean outdated(String hash);
}
