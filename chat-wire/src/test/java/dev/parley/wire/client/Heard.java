package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A listener that keeps what it hears, in short words. */
final class Heard implements ClientListener {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final List<String> words = new ArrayList<>();
    private final Map<ConversationId, List<Long>> seqs = new HashMap<>();

    private final List<Long> versions = new ArrayList<>();

    private synchronized void hear(String word) {
        words.add(word);
        notifyAll();
    }

    @Override
    public synchronized void changed(Received change) {
        seqs.computeIfAbsent(change.conversation(), none -> new ArrayList<>()).add(change.seq());
        change.message().map(ReceivedMessage::version).ifPresent(versions::add);
        hear(change.conversation() + "/" + change.seq());
    }

    @Override
    public void started(ConversationId conversation, long position) {
        hear("started " + conversation + " at " + position);
    }

    @Override
    public void reset(ConversationId conversation, long position) {
        hear("reset " + conversation + " at " + position);
    }

    @Override
    public void added(ConversationId conversation) {
        hear("added " + conversation);
    }

    @Override
    public void removed(ConversationId conversation) {
        hear("removed " + conversation);
    }

    @Override
    public void happened(String type, ObjectNode event) {
        hear(type);
    }

    @Override
    public void state(ClientState state, String detail) {
        hear(state.name());
    }

    @Override
    public void stopped(Stopped why) {
        hear("stopped " + why.why());
    }

    /** What was heard since it was asked last. */
    synchronized List<String> words() {
        List<String> since = List.copyOf(words);
        words.clear();
        return since;
    }

    /** The numbers of the changes of a conversation, in the order in which they were heard. */
    synchronized List<Long> seqs(ConversationId conversation) {
        return List.copyOf(seqs.getOrDefault(conversation, List.of()));
    }

    /** The versions of messages, in the order in which they were heard. */
    synchronized List<Long> versions() {
        return List.copyOf(versions);
    }

    /** Waits until what was heard is such. */
    synchronized void await(Predicate<Heard> such) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!such.test(this)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Not heard in time; so far " + words + " " + seqs);
            }
            wait(left);
        }
    }

    synchronized boolean has(String word) {
        return words.contains(word);
    }
}
