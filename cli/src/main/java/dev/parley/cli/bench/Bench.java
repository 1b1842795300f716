package dev.parley.cli.bench;

import dev.parley.cli.launch.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Opens a connection for each seat, sends as the load says, and reads everything that comes. All of it happens in the thread that
 * calls {@link #run}: one that reads, writes and counts by turns needs no lock and disturbs the server least.
 *
 * <p>Not thread-safe; each runs once.
 */
public final class Bench {

    /** Is told where a run is; what it does there holds the run up. */
    public interface Watch {

        /** All connections are open, and nothing has been sent. */
        default void opened() {}

        /** From here on it is measured. */
        default void begins() {}

        /** Until here. */
        default void ends() {}

        /** Nobody watches. */
        static Watch nobody() {
            return new Watch() {};
        }
    }

    private static final int SHARED = 256 * 1024;
    private static final int OPENING_AT_ONCE = 32;
    private static final long OPENING_PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final long SETTLING_PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_TURN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NAP = TimeUnit.MICROSECONDS.toNanos(50);
    private static final String WORDS = "the quick brown fox jumps over the lazy dog and then has a rest ";

    private final Target target;
    private final List<Seat> seats;
    private final Load load;
    private final Watch watch;
    private final String body;
    private final Run run = Run.marked(mark());
    private final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED);
    private final List<Link> links = new ArrayList<>();
    private final List<Link> dirty = new ArrayList<>();
    private final List<Link> senders = new ArrayList<>();
    private final Events events = new Events();
    private int greeted;
    private int answered;
    private boolean sending;

    // while a rate is kept
    private long start;
    private long due;

    private Bench(Target target, List<Seat> seats, Load load, Watch watch) {
        if (load.senders() > seats.size()) {
            throw new SettingsException("--senders: " + load.senders() + " are more than there are connections.");
        }
        this.target = target;
        this.seats = List.copyOf(seats);
        this.load = load;
        this.watch = watch;
        this.body = WORDS.repeat(load.body() / WORDS.length() + 1).substring(0, load.body());
    }

    /**
     * Runs a load to its end.
     *
     * @throws BenchException when the server is away or will not have it
     * @throws SettingsException when the load asks for more senders than there are seats
     */
    public static Report run(Target target, List<Seat> seats, Load load, Watch watch) {
        Bench bench = new Bench(target, seats, load, watch);
        try (Selector selector = Selector.open()) {
            return bench.run(selector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            bench.links.forEach(Link::hangUp);
        }
    }

    /** Six letters and digits, so that the client_ids of two runs differ. */
    private static String mark() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(60_466_176, Integer.MAX_VALUE), 36);
    }

    private Report run(Selector selector) throws IOException {
        open(selector);
        watch.opened();
        begin();
        go(selector, load.warmUp().toNanos());
        watch.begins();
        long cpu = cpu();
        long began = System.nanoTime();
        run.tally().measure(true);
        go(selector, load.measured().toNanos());
        run.tally().measure(false);
        double seconds = (System.nanoTime() - began) / 1e9;
        cpu = cpu() - cpu;
        watch.ends();
        sending = false;
        settle(selector);
        links.forEach(link -> run.tally().lost(link.follower().missing()));
        run.tally().unanswered(run.sends().count() - answered);
        return run.tally().report(new Report.Setting(seats.size(), load), seconds, cpu);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void open(Selector selector) throws IOException {
        until(selector, OPENING_PATIENCE, () -> greeted == seats.size(), () -> {
            while (links.size() < seats.size() && links.size() - greeted < OPENING_AT_ONCE) {
                links.add(link(seats.get(links.size()), selector));
            }
            return greeted;
        });
        if (greeted < seats.size()) {
            throw new BenchException("Of " + seats.size() + " connections only " + greeted
                    + " were told where their conversation stands.");
        }
    }

    private Link link(Seat seat, Selector selector) {
        try {
            return new Link(seat, target, run, selector, events);
        } catch (IOException e) {
            throw BenchException.cannotOpen(e);
        }
    }

    private void begin() {
        int stride = seats.size();
        IntStream.range(0, load.senders())
                .mapToObj(i -> links.get((int) ((long) i * stride / load.senders())))
                .forEach(senders::add);
        sending = true;
        start = System.nanoTime();
        if (load.pace().closed()) {
            senders.forEach(sender -> IntStream.range(0, load.pace().inFlight()).forEach(i -> send(sender, start)));
        }
    }

    private void send(Link sender, long time) {
        sender.send(run.sends().sent(time), body);
    }

    /** Goes on for so long. */
    private void go(Selector selector, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            turn(selector, Math.min(end - now, untilDue(now)));
        }
    }

    private long untilDue(long now) {
        if (load.pace().closed()) {
            return LONGEST_TURN;
        }
        while (start + load.pace().due(due) <= now) {
            Link sender = senders.get((int) (due % senders.size()));
            send(sender, start + load.pace().due(due));
            due++;
        }
        return Math.min(LONGEST_TURN, start + load.pace().due(due) - now);
    }

    /** Waits until what was sent has come back everywhere, or nothing comes any more. */
    private void settle(Selector selector) throws IOException {
        until(
                selector,
                SETTLING_PATIENCE,
                () -> answered == run.sends().count() && links.stream().allMatch(Link::settled),
                () -> run.tally().everDelivered() + answered);
    }

    /** What changes as long as there is hope. */
    private interface Progress {

        long now() throws IOException;
    }

    private void until(Selector selector, long patience, BooleanSupplier done, Progress progress) throws IOException {
        long before = -1;
        long deadline = System.nanoTime() + patience;
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            long now = progress.now();
            deadline = now == before ? deadline : System.nanoTime() + patience;
            before = now;
            turn(selector, LONGEST_TURN);
        }
    }

    private void turn(Selector selector, long nanos) throws IOException {
        flush();
        select(selector, nanos);
        for (SelectionKey key : selector.selectedKeys()) {
            ((Link) key.attachment()).ready(shared);
        }
        selector.selectedKeys().clear();
        flush();
    }

    /** The selector knows no time below a millisecond. */
    private static void select(Selector selector, long nanos) throws IOException {
        if (nanos >= MILLISECOND) {
            selector.select(nanos / MILLISECOND);
        } else if (selector.selectNow() == 0) {
            LockSupport.parkNanos(Math.min(nanos, NAP));
            selector.selectNow();
        }
    }

    private void flush() throws IOException {
        for (Link link : dirty) {
            link.flush();
        }
        dirty.clear();
    }

    /** What the connections tell. */
    private final class Events implements Link.Owner {

        @Override
        public void greeted() {
            greeted++;
        }

        @Override
        public void answered(Link link, int number) {
            answered++;
            if (sending && load.pace().closed()) {
                send(link, System.nanoTime());
            }
        }

        @Override
        public void dirty(Link link) {
            dirty.add(link);
        }
    }
}
