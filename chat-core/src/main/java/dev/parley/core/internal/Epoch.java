package dev.parley.core.internal;

import dev.parley.core.port.EpochStore;
import dev.parley.core.port.EpochStore.Reading;
import java.util.Optional;
import java.util.UUID;

/**
 * A random word made with the store, kept together with what it was made for. It is renewed only where history may have been
 * lost: the store is another than the one it was made for, or something that was shown is not in it any more. All processes on
 * one store agree on it by compare-and-set.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
public final class Epoch {

    private final EpochStore store;
    private volatile String word;

    public Epoch(EpochStore store) {
        this.store = store;
        this.word = "";
        this.word = settled(false);
    }

    public String word() {
        return word;
    }

    /**
     * Looks whether it still holds.
     *
     * @param lost whether something that was shown under it is not there any more
     * @return whether it is another than before, so that whoever listens has to start afresh
     */
    synchronized boolean changed(boolean lost) {
        String now = settled(lost);
        boolean other = !now.equals(word);
        word = now;
        return other;
    }

    private String settled(boolean lost) {
        while (true) {
            Reading reading = store.read();
            Optional<Stamp> kept = reading.kept().map(Stamp::of);
            Stamp next = next(kept, reading.origin(), lost);
            if (kept.equals(Optional.of(next)) || store.replace(reading.kept(), next.toString())) {
                return next.word();
            }
        }
    }

    /** What was lost under one word is not lost again under the next. */
    private Stamp next(Optional<Stamp> kept, String origin, boolean lost) {
        return kept.filter(
                        stamp -> stamp.madeFor(origin) && !(lost && stamp.word().equals(word)))
                .map(stamp -> new Stamp(stamp.word(), origin))
                .orElseGet(() -> new Stamp(fresh(), origin));
    }

    private static String fresh() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** @param origin what it was made for; empty where it was made before that was noted */
    private record Stamp(String word, String origin) {

        static Stamp of(String text) {
            String[] parts = text.split(" ", 2);
            return new Stamp(parts[0], parts.length > 1 ? parts[1] : "");
        }

        boolean madeFor(String other) {
            return origin.isEmpty() || origin.equals(other);
        }

        @Override
        public String toString() {
            return word + " " + origin;
        }
    }
}
