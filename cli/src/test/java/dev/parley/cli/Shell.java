package dev.parley.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands as a shell would, and keeps what they said. */
final class Shell {

    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private byte[] input = {};
    private boolean keyboard;

    /** What came of a command. */
    record Result(int code, String out, String err) {

        String line(int number) {
            return out.lines().toList().get(number);
        }
    }

    /** A shell in which the database lies in a folder. */
    static Shell in(Path folder) {
        return new Shell().with("PARLEY_DATA_DIR", folder.toString());
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell typing(String... answers) {
        keyboard = true;
        typed.addAll(List.of(answers));
        return this;
    }

    Shell piping(String text) {
        return piping(text.getBytes(StandardCharsets.UTF_8));
    }

    Shell piping(byte[] bytes) {
        input = bytes;
        return this;
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new ByteArrayInputStream(input),
                environment,
                keyboard ? Optional.of(question -> Optional.ofNullable(typed.poll())) : Optional.empty());
        int code = Main.run(terminal, args);
        return new Result(code, out.toString(), err.toString());
    }
}
