package dev.parley.app;

/** The server's entry point. */
public final class Main {

    private Main() {}

    /**
     * Starts the server.
     *
     * @param args the settings, as flags
     */
    public static void main(String[] args) {
        System.out.println("Parley");
    }
}
