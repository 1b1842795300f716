package dev.parley.cli;

/**
 * A command that goes on until it is stopped from outside (Ctrl-C, SIGTERM), which is its proper end: the process then ends with
 * 0.
 *
 * <p>Thread-safe.
 */
final class CtrlC {

    private final Thread end;

    private CtrlC(Terminal terminal) {
        this.end = new Thread(
                () -> {
                    terminal.out().flush();
                    Runtime.getRuntime().halt(0);
                },
                "parley-stopped");
    }

    /** From now on being stopped is success. */
    static CtrlC isTheEnd(Terminal terminal) {
        CtrlC watch = new CtrlC(terminal);
        Runtime.getRuntime().addShutdownHook(watch.end);
        return watch;
    }

    /** From now on it is not. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // the end has begun
        }
    }
}
