package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Subscriber;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One subscriber with what it listens to.
 *
 * <p>Thread-safe. Whoever throws is dropped.
 */
public final class Listener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());

    private final Hub hub;
    private final Caller caller;
    private final Pair pair;
    private final Subscriber subscriber;
    private final Set<ConversationId> attached = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    Listener(Hub hub, Caller caller, Pair pair, Subscriber subscriber) {
        this.hub = hub;
        this.caller = caller;
        this.pair = pair;
        this.subscriber = subscriber;
    }

    Caller caller() {
        return caller;
    }

    void attach(ConversationId conversation) {
        if (attached.add(conversation)) {
            hub.attach(conversation, this);
            if (closed) {
                hub.detach(conversation, this);
            }
        }
    }

    void added(ConversationId conversation, Pair opened, ChatEvent event) {
        if (opened.equals(pair)) {
            attach(conversation);
            tell(() -> subscriber.happened(event));
        }
    }

    void changed(Envelope envelope) {
        tell(() -> subscriber.changed(envelope));
    }

    /** The right to listen is gone. */
    void end() {
        tell(() -> {
            close();
            subscriber.ended();
        });
    }

    /** One call at a time: who comes while another thread is calling leaves his call to that one. */
    private void tell(Runnable call) {
        calls.add(call);
        if (waiting.getAndIncrement() == 0) {
            do {
                carryOut(calls.remove());
            } while (waiting.decrementAndGet() > 0);
        }
    }

    private void carryOut(Runnable call) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A subscriber failed and is dropped", e);
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        hub.forget(this);
        attached.forEach(conversation -> hub.detach(conversation, this));
    }
}
