package dev.parley.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The heap of another Java process, asked for with {@code jcmd}. */
record Heap(long pid) {

    /** One line of G1, or one of each generation. */
    private static final Pattern USED = Pattern.compile("(?:heap|Gen)\\s+total \\d+K, used (\\d+)K");

    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");
    private static final String UNITS = "BKMG";

    /** What is left in use after two full collections, in bytes. */
    long usedAfterCollection() {
        jcmd("GC.run");
        jcmd("GC.run");
        long kibibytes = USED.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        if (kibibytes == 0) {
            throw new AssertionError("jcmd does not tell the size of the heap");
        }
        return kibibytes * 1024;
    }

    /** What the threads that live have allocated until now, in bytes, to a few digits. */
    double allocated() {
        return ALLOCATED
                .matcher(jcmd("Thread.print", "-e"))
                .results()
                .mapToDouble(thread -> Long.parseLong(thread.group(1)) * Math.pow(1024, UNITS.indexOf(thread.group(2))))
                .sum();
    }

    private String jcmd(String... command) {
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
