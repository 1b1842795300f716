package dev.parley.contract;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Position;
import dev.parley.core.port.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Writes down all that it is told, and when; waiting for something ends as soon as it has come. */
final class Follower implements Subscriber {

    private final List<Position> started = new ArrayList<>();
    private final Map<ConversationId, List<Long>> seqs = new HashMap<>();
    private final Map<ConversationId, List<Long>> times = new HashMap<>();
    private final List<ChatEvent> events = new ArrayList<>();
    private Optional<Ending> ending = Optional.empty();

    @Override
    public synchronized void started(List<Position> positions) {
        started.addAll(positions);
        notifyAll();
    }

    @Override
    public synchronized void changed(Envelope envelope) {
        long now = System.nanoTime();
        envelope.changes().forEach(change -> {
            seqs.computeIfAbsent(change.conversation(), id -> new ArrayList<>()).add(change.seq());
            times.computeIfAbsent(change.conversation(), id -> new ArrayList<>())
                    .add(now);
        });
        notifyAll();
    }

    @Override
    public synchronized void happened(ChatEvent event) {
        events.add(event);
        notifyAll();
    }

    @Override
    public synchronized void ended(Ending why) {
        ending = Optional.of(why);
        notifyAll();
    }

    synchronized List<Position> started() {
        return List.copyOf(started);
    }

    synchronized List<Long> seqs(ConversationId conversation) {
        return List.copyOf(seqs.getOrDefault(conversation, List.of()));
    }

    /** When each of {@link #seqs} came. */
    synchronized List<Long> times(ConversationId conversation) {
        return List.copyOf(times.getOrDefault(conversation, List.of()));
    }

    synchronized List<ChatEvent> events() {
        return List.copyOf(events);
    }

    synchronized Optional<Ending> ending() {
        return ending;
    }

    /** Waits for the change with this number, and answers all that has come by then. */
    List<Long> awaitSeq(ConversationId conversation, long seq, Duration most) {
        await("change " + seq, () -> seqs(conversation).contains(seq), most);
        return seqs(conversation);
    }

    void awaitEvent(ChatEvent event, Duration most) {
        await(event.toString(), () -> events().contains(event), most);
    }

    /** Waits for the conversation to be announced from this change on, or a later one. */
    void awaitAdded(ConversationId conversation, long least, Duration most) {
        await(
                "conversation " + conversation,
                () -> events().stream()
                        .filter(ChatEvent.ConversationAdded.class::isInstance)
                        .map(ChatEvent.ConversationAdded.class::cast)
                        .anyMatch(added -> added.conversation().equals(conversation) && added.seq() >= least),
                most);
    }

    void awaitEnding(Ending why, Duration most) {
        await(why.toString(), () -> ending().equals(Optional.of(why)), most);
    }

    private synchronized void await(String what, BooleanSupplier condition, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError(what + " did not come within " + most + "; events: " + events + ", ended: "
                        + ending + ", changes: " + seqs);
            }
            pause(left);
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while waiting", e);
        }
    }
}
