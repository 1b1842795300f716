package dev.parley.app;

import java.util.regex.Pattern;

/** The heap of another Java process. */
record Heap(Jcmd process) {

    /** One line of G1, or one of each generation. */
    private static final Pattern USED = Pattern.compile("(?:heap|Gen)\\s+total \\d+K, used (\\d+)K");

    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");
    private static final String UNITS = "BKMG";

    Heap(long pid) {
        this(new Jcmd(pid));
    }

    /** What is left in use after two full collections, in bytes. */
    long usedAfterCollection() {
        process.ask("GC.run");
        process.ask("GC.run");
        long kibibytes = USED.matcher(process.ask("GC.heap_info"))
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
                .matcher(process.ask("Thread.print", "-e"))
                .results()
                .mapToDouble(thread -> Long.parseLong(thread.group(1)) * Math.pow(1024, UNITS.indexOf(thread.group(2))))
                .sum();
    }
}
