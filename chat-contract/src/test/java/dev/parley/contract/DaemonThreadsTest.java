package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.internal.DaemonThreads;
import dev.parley.core.port.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class DaemonThreadsTest implements ThreadsContract {

    @Override
    public Threads threads() {
        return new DaemonThreads();
    }

    @Override
    public void await(CountDownLatch done) {
        try {
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
