package dev.parley.contract.simulation;

import dev.parley.core.Chat;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.PasswordHasher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One process: it dies now and then and comes back, and its clock is wrong. */
final class Node {

    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

    private final NodeStores.Shared shared;
    private final World world;
    private final String name;
    private final Duration skew;
    private final List<Connection> connections = new ArrayList<>();
    private SimulatedThreads threads;
    private NodeStores stores;
    private Chat chat;
    private boolean up;

    Node(NodeStores.Shared shared, String name) {
        this.shared = shared;
        this.world = shared.world();
        this.name = name;
        this.skew = world.upTo(120_000);
        this.threads = new SimulatedThreads(world);
        this.stores = new NodeStores(shared, this::crash);
        this.chat = open();
    }

    private Chat open() {
        up = true;
        stores.journal().tellEarly(this::tellEarly);
        return Chat.builder()
                .stores(stores)
                .threads(threads)
                .passwords(new NoPasswords())
                .limits(Limits.defaults().withoutRates())
                .clock(this::clock)
                .nanos(world::now)
                .build();
    }

    String name() {
        return name;
    }

    boolean isUp() {
        return up;
    }

    Chat chat() {
        return chat;
    }

    NodeStores stores() {
        return stores;
    }

    /** A new connection; it is lost with the node. */
    Connection connect(Runnable lost) {
        Connection connection = new Connection(world, this, shared.keys(), lost);
        connections.add(connection);
        return connection;
    }

    /** The connections over which somebody listens by this session. */
    List<Connection> listening(Caller caller) {
        return connections.stream()
                .filter(connection -> connection.listening(caller))
                .toList();
    }

    void logOut(Person person) {
        shared.keys().logOut(person, this);
    }

    /** {@code kill -9}: nothing is finished, nobody is told. */
    void crash() {
        if (up) {
            up = false;
            threads.close();
            stores.journal().die();
            List.copyOf(connections).forEach(Connection::lose);
            connections.clear();
            world.after(world.upTo(2_000), this::start);
        }
    }

    private void start() {
        threads = new SimulatedThreads(world);
        stores = new NodeStores(shared, this::crash);
        chat = open();
    }

    /** The clock by which this node tells the time. */
    Instant clock() {
        return BEGINNING.plus(skew).plusNanos(world.now());
    }

    private void tellEarly(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done done) {
                connections.stream()
                        .filter(one -> one.concerns(done, shared.stores().conversations()))
                        .forEach(one -> one.changedEarly(new Envelope(List.of(done.change()))));
            }
        }
    }

    /** Nobody logs in here. */
    private static final class NoPasswords implements PasswordHasher {
        @Override
        public String hash(String password) {
            return "no password";
        }

        @Override
        public boolean knows(String hash) {
            return true;
        }

        @Override
        public boolean matches(String password, String hash) {
            return false;
        }

        @Override
        public boolean outdated(String hash) {
            return false;
        }
    }
}
