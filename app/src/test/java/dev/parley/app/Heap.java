package dev.parley.app;

import java.util.regex.Pattern;

/** The heap of another Java process. */
record Heap(Jcmd process) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");
    private static final String UNITS = "BKMG";

    Heap(long pid) {
        this(new Jcmd(pid));
    }

    /** What is reachable, in bytes: counted in the pause in which it is found, so that nothing comes to it meanwhile. */
    long reachable() {
        return TOTAL.matcher(process.ask("GC.class_histogram"))
                .results()
                .mapToLong(total -> Long.parseLong(total.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("jcmd does not tell what is reachable"));
    }

    /** What the threads that live have allocated until now, in bytes, to a few digits. */
    double allocated() {
        return ALLOCATED
                .matcher(process.ask("Thread.print", "-e"))
                .results()
                .mapToDouble(thread -> Long.parseLong(thread.group(1)) * Math.pow(1024, UNITS.indexOf(thread.group(2))))
                .sum();
    }
}
