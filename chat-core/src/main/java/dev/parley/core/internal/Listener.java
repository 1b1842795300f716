package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Standing;
import dev.parley.core.port.Subscriber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One subscriber with what it listens to, and up to which change it was told of each conversation: nothing twice, nothing left
 * out (G6).
 *
 * <p>Thread-safe. Whoever throws is dropped.
 */
public final class Listener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());

    /** How much may wait for one subscriber, by the weight of the changes. */
    private static final long MOST_WAITING = 16L * 1024 * 1024;

    /** What a call counts for that brings no changes. */
    private static final int LITTLE = 512;

    private record Call(Runnable what, int weight) {}

    private final Hub hub;
    private final Caller caller;
    private final Optional<Pair> only;
    private final Subscriber subscriber;
    private final Supplier<List<Position>> mine;
    private final Map<ConversationId, Long> positions = new ConcurrentHashMap<>();
    private final Set<ConversationId> catchingUp = ConcurrentHashMap.newKeySet();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    /** How many calls there are, the one under way included; until the start that is the start itself. */
    private final AtomicInteger open = new AtomicInteger(1);

    private volatile boolean started;
    private volatile boolean overrun;
    private volatile boolean closed;

    /**
     * @param only the one direct conversation to listen to; all, where absent
     * @param mine reads what there is to listen to, and where it stands
     */
    Listener(Hub hub, Caller caller, Optional<Pair> only, Subscriber subscriber, Supplier<List<Position>> mine) {
        this.hub = hub;
        this.caller = caller;
        this.only = only;
        this.subscriber = subscriber;
        this.mine = mine;
    }

    Caller caller() {
        return caller;
    }

    /** Whether it has to be told of a new conversation. Whoever is still attaching looks once more when that is done. */
    boolean wants(Optional<Pair> pair) {
        return started && (only.isEmpty() || only.equals(pair));
    }

    /** What there is to listen to now. */
    List<Position> positions() {
        return mine.get();
    }

    /** The first call of all; what has come before it follows now. */
    void start(List<Position> from) {
        started = true;
        carryOut(() -> subscriber.started(from));
        carryOutWaiting();
    }

    /** Listens to a conversation, from behind a change on; false where it listens to it already. */
    boolean attach(Position after) {
        boolean claimed = claim(after);
        if (claimed) {
            listen(after);
        }
        return claimed;
    }

    /** Several may bring the same conversation at once; the first says from where on. */
    private boolean claim(Position after) {
        return positions.putIfAbsent(after.conversation(), after.seq()) == null;
    }

    private void listen(Position after) {
        hub.attach(after, this);
        if (closed) {
            hub.detach(after.conversation(), this);
        }
    }

    /** A conversation has come to what is listened to. */
    void added(Position after) {
        if (claim(after)) {
            tell(() -> subscriber.happened(new ChatEvent.ConversationAdded(after.conversation(), after.seq())));
            listen(after);
        }
    }

    /** A conversation that was there has come, behind all that was said of it before. */
    void joins(Position after) {
        if (wants(Optional.empty())) {
            tell(() -> {
                added(after);
                hub.compareSoon(after.conversation());
            });
        }
    }

    /** Something about the account alone. */
    void happened(ChatEvent event) {
        if (only.isEmpty()) {
            tell(() -> subscriber.happened(event));
        }
    }

    /** One of the account's conversations came, was read, or is wanted otherwise. */
    void stands(Standing standing) {
        tell(() -> {
            ConversationId conversation = standing.top().conversation();
            if (only.isEmpty() || only.equals(standing.pair())) {
                standing.joined().ifPresent(seq -> joined(new Position(conversation, seq), standing.top()));
            }
            standing.moved().ifPresent(marker -> happened(new ChatEvent.MarkerMoved(conversation, marker)));
            standing.settings().ifPresent(now -> happened(new ChatEvent.SettingsChanged(conversation, now)));
        });
    }

    /** Whoever is still attaching names at the start what he has read; only what he has not comes as added, after it. */
    private void joined(Position after, Position top) {
        added(after);
        hub.compare(top);
    }

    void changed(Envelope envelope) {
        tell(() -> hand(envelope), envelope::weight);
    }

    private void hand(Envelope envelope) {
        ConversationId conversation = envelope.conversation();
        long at = position(conversation);
        if (envelope.first() > at + 1) {
            catchUp(conversation);
        } else if (envelope.last() > at) {
            positions.put(conversation, envelope.last());
            subscriber.changed(envelope.above(at));
            if (envelope.went().contains(caller.account())) {
                go(conversation);
            }
        }
    }

    /** What comes behind it is no longer for this one (G10). */
    private void go(ConversationId conversation) {
        leave(conversation);
        subscriber.happened(new ChatEvent.ConversationRemoved(conversation));
        hub.lookAgainSoon(this);
    }

    /** Has what is missing read, for this one alone. */
    void catchUp(ConversationId conversation) {
        if (catchingUp.add(conversation)) {
            hub.read(conversation, position(conversation), missing -> {
                catchingUp.remove(conversation);
                missing.forEach(this::changed);
                if (!missing.isEmpty()) {
                    tell(() -> goOn(conversation));
                }
            });
        }
    }

    /** A read brings as much as is read at once; there may be more. */
    private void goOn(ConversationId conversation) {
        if (position(conversation) < hub.last(conversation)) {
            catchUp(conversation);
        }
    }

    /** Nothing more comes of that conversation. */
    void leave(ConversationId conversation) {
        positions.remove(conversation);
        hub.detach(conversation, this);
    }

    boolean hears(ConversationId conversation) {
        return positions.containsKey(conversation);
    }

    /** Up to which change it was told. */
    long position(ConversationId conversation) {
        return positions.getOrDefault(conversation, Long.MAX_VALUE - 1);
    }

    /** Whether it was called up to this change, has nothing more to do, and still was not told of it. */
    boolean missed(ConversationId conversation, long called) {
        return open.get() == 0 && position(conversation) < called;
    }

    /** Nothing follows. */
    void end(Ending why) {
        tell(() -> {
            close();
            subscriber.ended(why);
        });
    }

    private void tell(Runnable call) {
        tell(call, () -> LITTLE);
    }

    /** One call at a time: who comes while another thread is calling leaves his call to that one. */
    private void tell(Runnable call, IntSupplier weight) {
        if (open.compareAndSet(0, 1)) {
            carryOut(call);
            carryOutWaiting();
        } else {
            queue(new Call(call, weight.getAsInt()));
        }
    }

    /** Several lanes may bring more than one subscriber takes; he is dropped before it grows without bound (G13). */
    private void queue(Call call) {
        if (waiting.get() > MOST_WAITING) {
            overrun = true;
            return;
        }
        waiting.addAndGet(call.weight());
        calls.add(call);
        if (open.getAndIncrement() == 0) {
            carryOutNext();
            carryOutWaiting();
        }
    }

    private void carryOutWaiting() {
        while (open.decrementAndGet() > 0) {
            carryOutNext();
        }
    }

    private void carryOutNext() {
        Call next = calls.remove();
        waiting.addAndGet(-next.weight());
        carryOut(next.what());
    }

    private void carryOut(Runnable call) {
        if (closed) {
            return;
        }
        try {
            if (overrun) {
                throw new IllegalStateException("More waits for it than " + MOST_WAITING + " bytes");
            }
            call.run();
        } catch (RuntimeException | Error e) { // whatever it is: nobody else is to miss anything for it
            LOG.log(System.Logger.Level.WARNING, "A subscriber failed and is dropped", e);
            drop();
        }
    }

    private void drop() {
        close();
        try {
            subscriber.ended(Ending.SUBSCRIBER_FAILED);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.DEBUG, "It fails at that, too", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        hub.forget(this);
        positions.keySet().forEach(conversation -> hub.detach(conversation, this));
    }
}
