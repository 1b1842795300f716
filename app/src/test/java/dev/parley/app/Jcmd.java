package dev.parley.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks another Java process about itself, with the tool of the JDK. */
record Jcmd(long pid) {

    /** What it answers. */
    String ask(String... command) {
        List<String> line = new ArrayList<>(List.of(Java.tool("jcmd"), Long.toString(pid)));
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
