package dev.parley.cli.bench;

/**
 * A way to make people and their conversations.
 *
 * <p>Thread-safe.
 */
public interface People {

    /**
     * Somebody who is logged in.
     *
     * <p>Thread-safe: immutable.
     *
     * @param token the secret of the session
     */
    record Person(long id, String token) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Person[id=" + id + "]";
        }
    }

    /** Makes an account and logs it in. */
    Person register(String username, String password);

    /** The direct conversation of two people, which is there from then on. */
    long open(Person one, Person other);
}
