package dev.parley.contract;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Nodes on buses of their own, each of which hears all others from the start. */
final class Nodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AGAIN_MILLIS = 50;

    private final List<EventBus> buses = new ArrayList<>();
    private final List<Told> nodes = new ArrayList<>();
    private final List<EventBus.Line> lines = new ArrayList<>();

    Nodes(EventBusContract contract, int count) {
        for (int i = 0; i < count; i++) {
            EventBus bus = contract.open();
            Told node = new Told();
            buses.add(bus);
            nodes.add(node);
            lines.add(bus.join(node));
        }
        for (int i = 0; i < count; i++) {
            awaitHeard(i);
        }
        nodes.forEach(Told::joined);
    }

    /** A bus is heard from some moment on. */
    private void awaitHeard(int speaker) {
        String hello = "hello from " + speaker;
        for (int other = 0; other < nodes.size(); other++) {
            Told node = nodes.get(other);
            while (other != speaker && !node.heard(hello)) {
                lines.get(speaker).whisper(hello);
                node.await(() -> node.heard(hello), Duration.ofMillis(AGAIN_MILLIS));
            }
        }
    }

    Told node(int number) {
        return nodes.get(number);
    }

    EventBus.Line line(int number) {
        return lines.get(number);
    }

    @Override
    public void close() {
        lines.forEach(EventBus.Line::close);
        buses.forEach(EventBus::close);
    }

    /** Writes down what it is told. */
    static final class Told implements EventBus.Node {

        private final List<Bell> bells = new ArrayList<>();
        private final Set<ConversationId> conversations = new HashSet<>();
        private final Set<AccountId> accounts = new HashSet<>();
        private final Set<String> whispers = new HashSet<>();
        private boolean missed;
        private int failures;

        @Override
        public synchronized void rung(Bell bell) {
            refuse();
            bells.add(bell);
            conversations.addAll(bell.conversations());
            accounts.addAll(bell.accounts());
            notifyAll();
        }

        @Override
        public synchronized void missed() {
            missed = true;
            notifyAll();
        }

        @Override
        public synchronized void whispered(String text) {
            refuse();
            whispers.add(text);
            notifyAll();
        }

        private void refuse() {
            if (failures > 0) {
                failures--;
                notifyAll();
                throw new StackOverflowError("as the test says");
            }
        }

        /** Throws so many times from now on. */
        synchronized void fail(int times) {
            failures = times;
        }

        void awaitFailed() {
            await(this::hasFailed);
        }

        private synchronized boolean hasFailed() {
            return failures == 0;
        }

        synchronized List<Bell> rung() {
            return List.copyOf(bells);
        }

        synchronized boolean heard(String whisper) {
            return whispers.contains(whisper);
        }

        void awaitRung(Bell bell) {
            await(() -> hasRung(bell));
        }

        void awaitRungOrMissed(Bell bell) {
            await(() -> hasRung(bell) || hasMissed());
        }

        void awaitWhispered(String text) {
            await(() -> heard(text));
        }

        private synchronized boolean hasMissed() {
            return missed;
        }

        /** Whatever was missed while it was joining. */
        synchronized void joined() {
            missed = false;
        }

        private synchronized boolean hasRung(Bell bell) {
            return conversations.containsAll(bell.conversations()) && accounts.containsAll(bell.accounts());
        }

        private void await(BooleanSupplier condition) {
            if (!await(condition, PATIENCE)) {
                throw new AssertionError("It was not heard");
            }
        }

        synchronized boolean await(BooleanSupplier condition, Duration most) {
            long end = System.nanoTime() + most.toNanos();
            while (!condition.getAsBoolean()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                pause(left);
            }
            return true;
        }

        private void pause(long millis) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError("Interrupted while waiting", e);
            }
        }
    }
}
