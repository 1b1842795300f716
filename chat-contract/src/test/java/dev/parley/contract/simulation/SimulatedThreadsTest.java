package dev.parley.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contract.ThreadsContract;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class SimulatedThreadsTest implements ThreadsContract {

    private final World world = new World(1, Optional.empty());

    @Override
    public Threads threads() {
        return new SimulatedThreads(world);
    }

    @Override
    public void await(CountDownLatch done) {
        world.pass(Duration.ofSeconds(20));
        assertThat(done.getCount()).isZero();
    }
}
