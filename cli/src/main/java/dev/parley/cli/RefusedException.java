package dev.parley.cli;

/** A command that was right, but that this database does not call for. Its message is one line that says what to do. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message, null, false, false);
    }
}
