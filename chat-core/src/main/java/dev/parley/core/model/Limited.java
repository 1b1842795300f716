package dev.parley.core.model;

/**
 * What may happen only so often; each with the rate that holds unless another is set.
 *
 * <p>Thread-safe: immutable.
 */
public enum Limited {
    /** Messages, edits and deletions of one account. */
    SENDS(new Rate(10, 30)),
    /** Everything else that one account has done, such as moving a marker. */
    COMMANDS(new Rate(2, 120)),
    /** Pages of the log that one account pulls. */
    PULLS(new Rate(20, 100)),
    /** Failed log-ins for one account from one address. */
    LOG_INS(new Rate(1.0 / 60, 10)),
    /** Failed log-ins from one address. */
    ADDRESS_LOG_INS(new Rate(1.0 / 2, 50)),
    /** New accounts from one address. */
    REGISTRATIONS(new Rate(1.0 / 10, 20));

    private final Rate usual;

    Limited(Rate usual) {
        this.usual = usual;
    }

    Rate usual() {
        return usual;
    }
}
