package dev.parley.cli;

import dev.parley.cli.launch.Printable;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command comes from and speaks to. What it says is free of control characters (attack C23).
 *
 * <p>Not thread-safe.
 *
 * @param person somebody at a keyboard, who can be asked
 */
record Terminal(
        PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment, Optional<Person> person) {

    /** Somebody who types without being watched. */
    interface Person {

        /** What was typed after the question; empty when they gave up. */
        Optional<String> secret(String question);
    }

    static Terminal ofThisProcess() {
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.in,
                System.getenv(),
                Optional.ofNullable(System.console()).filter(Terminal::real).map(Terminal::person));
    }

    /** Since JDK 22 there is a console also where there is no terminal; it can be asked, by a method that 17 lacks. */
    private static boolean real(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static Person person(Console console) {
        return question ->
                Optional.ofNullable(console.readPassword("%s: ", question)).map(String::new);
    }

    boolean interactive() {
        return person.isPresent();
    }

    void say(String line) {
        out.println(Printable.line(line));
    }

    void warn(String line) {
        err.println(Printable.line("chat-cli: warning: " + line));
    }

    void complain(String line) {
        err.println(Printable.line("chat-cli: " + line));
    }
}
