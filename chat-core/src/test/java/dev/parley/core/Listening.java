package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Position;
import dev.parley.core.port.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A subscriber that keeps what it is told of its account, and knows whether it was ended. */
final class Listening implements Subscriber {

    private static final long PATIENCE_SECONDS = 10;

    private final List<ChatEvent> events = new ArrayList<>();
    private volatile boolean ended;

    boolean over() {
        return ended;
    }

    /** The first event of a kind, once it has come. */
    synchronized <T extends ChatEvent> T event(Class<T> kind) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (events(kind).isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(left).as("no %s, but %s", kind, events).isPositive();
            pause(left);
        }
        return events(kind).get(0);
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    synchronized <T extends ChatEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void started(List<Position> positions) {}

    @Override
    public void changed(Envelope envelope) {}

    @Override
    public synchronized void happened(ChatEvent event) {
        events.add(event);
        notifyAll();
    }

    @Override
    public void ended(Ending why) {
        ended = true;
    }
}
