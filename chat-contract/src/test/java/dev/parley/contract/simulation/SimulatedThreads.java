package dev.parley.contract.simulation;

import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** The threads of one node: events of the world, which come to nothing once the node is dead. */
final class SimulatedThreads implements Threads {

    private final World world;
    private boolean dead;

    SimulatedThreads(World world) {
        this.world = world;
    }

    @Override
    public Executor executor(String name, int most) {
        return most == 1 ? new OneByOne() : task -> later(task, delay());
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        later(task, delay.plus(world.upTo(1)));
    }

    @Override
    public void close() {
        dead = true;
    }

    private void later(Runnable task, Duration delay) {
        world.after(delay, () -> {
            if (!dead) {
                task.run();
            }
        });
    }

    /** Mostly at once; sometimes the machine has other things to do. */
    private Duration delay() {
        if (world.fails(4)) {
            return Duration.ofMillis(2_200);
        }
        return world.upTo(world.chance(10) ? 60 : 2);
    }

    /** A task begins when the one before it has ended, also if that lets time pass. */
    private final class OneByOne implements Executor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean busy;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (!busy) {
                busy = true;
                later(this::next, delay());
            }
        }

        private void next() {
            tasks.remove().run();
            busy = !tasks.isEmpty();
            if (busy) {
                later(this::next, delay());
            }
        }
    }
}
