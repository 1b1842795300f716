package dev.parley.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a server's processor time and garbage come from, by its own flight recorder. What the JDK does is put down to whoever had
 * it done.
 *
 * <p>Not thread-safe.
 */
final class Profile {

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String BUFFER = "jdk.ObjectAllocationInNewTLAB";
    private static final String LARGE = "jdk.ObjectAllocationOutsideTLAB";
    private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final int ROWS = 12;

    /** What a program is to be started with, to be recorded. */
    static final String FLAG =
            "-XX:StartFlightRecording=settings=profile," + BUFFER + "#enabled=true," + LARGE + "#enabled=true";

    /** What there is of something, by whose it is and by where. */
    static final class Shares {

        private final Map<String, Double> owners = new HashMap<>();
        private final Map<String, Double> places = new HashMap<>();
        private double all;

        private void add(RecordedEvent event, double weight) {
            Optional<RecordedMethod> place = place(event);
            owners.merge(place.map(Profile::owner).orElse("JDK"), weight, Double::sum);
            places.merge(place.map(Profile::name).orElse("JDK"), weight, Double::sum);
            all += weight;
        }

        /** The whole, in samples or bytes. */
        double all() {
            return all;
        }

        String byOwner() {
            return rows(owners);
        }

        String byPlace() {
            return rows(places);
        }

        private String rows(Map<String, Double> shares) {
            List<String> rows = shares.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                    .limit(ROWS)
                    .map(share ->
                            String.format(Locale.ROOT, "%s %.0f %%", share.getKey(), 100 * share.getValue() / all))
                    .toList();
            return String.join(", ", rows);
        }
    }

    final Shares processor = new Shares();
    final Shares garbage = new Shares();

    /** What a program recorded between two moments; leaves the recording in a file. */
    static Profile of(long pid, Path recording, Instant from, Instant to) throws IOException {
        Files.deleteIfExists(recording);
        new Jcmd(pid).ask("JFR.dump", "filename=" + recording.toAbsolutePath());
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getStartTime().isAfter(from) && event.getStartTime().isBefore(to)) {
                    profile.add(event);
                }
            }
        }
        return profile;
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case SAMPLE -> processor.add(event, 1);
            case BUFFER -> garbage.add(event, event.getLong("tlabSize"));
            case LARGE -> garbage.add(event, event.getLong("allocationSize"));
            default -> {}
        }
    }

    /** The innermost method that is not the JDK's. */
    private static Optional<RecordedMethod> place(RecordedEvent event) {
        return Stream.ofNullable(event.getStackTrace())
                .flatMap(trace -> trace.getFrames().stream())
                .map(RecordedFrame::getMethod)
                .filter(method -> OF_THE_JDK.stream().noneMatch(method.getType().getName()::startsWith))
                .findFirst();
    }

    private static String owner(RecordedMethod method) {
        String[] parts = method.getType().getName().split("\\.");
        return String.join(".", List.of(parts).subList(0, Math.min(parts.length - 1, 3)));
    }

    private static String name(RecordedMethod method) {
        String type = method.getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }
}
