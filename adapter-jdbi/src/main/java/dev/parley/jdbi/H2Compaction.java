package dev.parley.jdbi;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes room in H2's file. H2 writes a changed page anew, and the old one is of no use until what else lies in its chunk has been
 * moved. Left to itself H2 moves some megabytes at a time, and no commit gets through meanwhile (measured: up to a quarter of a
 * second). So its own way is switched off, and small steps are taken instead: one behind each commit, and some more when
 * commits pause.
 *
 * <p>Thread-safe. The work is done by a thread of its own, which nobody interrupts.
 */
final class H2Compaction implements AutoCloseable {

    /** Below this share of live data in the file, in percent, it is worth the work. */
    static final int WORTH_IT = 50;

    /** About what one step moves; it takes a few milliseconds. */
    static final int STEP_BYTES = 512 * 1024;

    private static final System.Logger LOG = System.getLogger(H2Compaction.class.getName());
    private static final long PAUSE_MILLIS = 50;
    private static final Duration JOIN = Duration.ofSeconds(5);

    private final BooleanSupplier step;
    private final Semaphore commits = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "parley-h2-compaction");
    private volatile boolean closed;

    /** @param step moves a little; whether there was something to move */
    H2Compaction(BooleanSupplier step) {
        this.step = step;
        thread.setDaemon(true);
        thread.start();
    }

    /** Something was committed, so that something else may have become old. */
    void committed() {
        commits.release();
    }

    private void run() {
        boolean more = false;
        while (!closed) {
            await(more);
            more = moved();
        }
    }

    private void await(boolean more) {
        if (more) {
            pause();
        } else {
            commits.acquireUninterruptibly();
        }
        commits.drainPermits();
    }

    private void pause() {
        try {
            commits.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stray) {
            // nobody has a right to interrupt this thread; the flag is cleared now, and work goes on
        }
    }

    private boolean moved() {
        try {
            return !closed && step.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The file of H2 was closed meanwhile, and is compacted when it is in use again", e);
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        commits.release();
        OwnThread.join(thread, JOIN);
    }
}
