package dev.parley.app;

/**
 * The server's entry point. Exit codes: 0 stopped in order, 1 it could not start, 2 its settings were wrong.
 *
 * <p>Not thread-safe.
 */
public final class Main {

    private Main() {}

    /**
     * Starts the server and stays until it is stopped.
     *
     * @param args the settings, as flags
     */
    public static void main(String[] args) {
        System.exit(new Program(System.getenv(), System.out, System.err).run(args));
    }
}
