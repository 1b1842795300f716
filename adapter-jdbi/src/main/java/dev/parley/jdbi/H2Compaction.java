package dev.parley.jdbi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * Makes room in H2's file. H2 writes a changed page anew, and the old one is of no use until what else lies in its chunk has been
 * moved. Left to itself H2 moves some megabytes at a time, and no commit gets through meanwhile (measured: up to a quarter of a
 * second). So its own way is switched off, and each commit takes a small step instead, before it is synced and with it: nothing
 * is written over before what was moved is on the disk.
 *
 * <p>Not thread-safe.
 */
final class H2Compaction {

    /** While as much of what lies in chunks that may be moved is live, in percent, it is not worth the work. */
    private static final int WORTH_IT = 50;

    /** What a step moves at the most: some milliseconds' work. */
    private static final int STEP = 512 * 1024;

    /** A chunk of which more is live than a step moves would keep H2 from all that is newer, so it has to be moved at last. */
    private static final int LARGEST_STEP = 32 * STEP;

    /** H2 counts the chunks of the last five seconds as well where it tells this to everybody; those it does not move. */
    private static final MethodHandle LIVE = live();

    /** So many commits apart it is looked whether it is worth the work: to find out, H2 goes through all chunks. */
    private static final int LOOK = 16;

    private int step = STEP;
    private int commits;
    private boolean worthIt;

    private static MethodHandle live() {
        try {
            return MethodHandles.privateLookupIn(FileStore.class, MethodHandles.lookup())
                    .findVirtual(FileStore.class, "getRewritableChunksFillRate", MethodType.methodType(int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This is not the H2 that Parley was built with", e);
        }
    }

    /** Moves a little, where there is something to move. */
    void step(MVStore file) {
        if (commits++ % LOOK == 0) {
            worthIt = live(file) < WORTH_IT;
        }
        boolean done = !worthIt || file.compact(100, step);
        step = done ? STEP : Math.min(2 * step, LARGEST_STEP);
    }

    /** How much of what lies in chunks that may be moved is live, in percent. */
    static int live(MVStore file) {
        try {
            return (int) LIVE.invoke(file.getFileStore());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
