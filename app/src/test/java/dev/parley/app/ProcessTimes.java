package dev.parley.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What processes and all below them have spent of the processor, where the system tells it in {@code /proc}. */
record ProcessTimes(List<Long> roots) {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_A_SECOND = 100;

    static ProcessTimes of(long... pids) {
        return new ProcessTimes(LongStream.of(pids).boxed().toList());
    }

    /** User and system time in seconds, that of processes which have ended included. */
    OptionalDouble seconds() {
        if (!Files.exists(PROC.resolve("self/stat"))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(roots.stream()
                        .flatMap(ProcessTimes::family)
                        .mapToDouble(ProcessTimes::ticks)
                        .sum()
                / TICKS_A_SECOND);
    }

    private static Stream<Long> family(long root) {
        return Stream.concat(
                Stream.of(root),
                ProcessHandle.of(root).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(ProcessHandle::pid));
    }

    /** Its own, and its ended children's. */
    private static long ticks(long pid) {
        return stat(pid)
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                .map(fields -> LongStream.of(11, 12, 13, 14)
                        .map(i -> Long.parseLong(fields[(int) i]))
                        .sum())
                .orElse(0L);
    }

    private static Optional<String> stat(long pid) {
        try {
            return Optional.of(Files.readString(PROC.resolve(pid + "/stat")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
