package dev.parley.contract.simulation;

import dev.parley.contract.history.Op;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What somebody listens with: keeps a position for each conversation, pulls what lies between its own and the hello's, and
 * applies what is pushed behind that. It comes back by itself when its connection is lost.
 */
final class Device implements Connection.Ear {

    private final World world;
    private final Notebook notebook;
    private final Person person;
    private final String name;
    private final List<Node> nodes;
    private final Map<ConversationId, Long> positions = new HashMap<>();
    private final Map<ConversationId, Long> goals = new HashMap<>();
    private final Map<ConversationId, TreeMap<Long, Change>> early = new HashMap<>();
    private final Set<ConversationId> pulling = new HashSet<>();
    private final Hands hands;
    private Optional<Connection> connection = Optional.empty();
    private int connections;

    Device(World world, Notebook notebook, Person person, String name, List<Node> nodes) {
        this.world = world;
        this.notebook = notebook;
        this.person = person;
        this.name = name;
        this.nodes = nodes;
        this.hands = new Hands(world, notebook, this);
    }

    Person person() {
        return person;
    }

    String name() {
        return name;
    }

    Hands hands() {
        return hands;
    }

    Optional<Connection> connection() {
        return connection;
    }

    Map<ConversationId, Long> positions() {
        return positions;
    }

    long position(ConversationId conversation) {
        return positions.getOrDefault(conversation, 0L);
    }

    void connect() {
        Node node = nodes.get(world.pick(nodes.size()));
        if (connection.isPresent()) {
            return;
        } else if (!node.isUp()) {
            connectLater();
            return;
        }
        if (connections++ > 0) {
            world.reach(Reached.RECONNECTED);
        }
        Connection made = node.connect(this::lost);
        connection = Optional.of(made);
        made.subscribe(person, this);
        hands.connected();
    }

    private void connectLater() {
        world.after(world.upTo(1_000), this::connect);
    }

    private void lost() {
        world.reach(Reached.CONNECTION_LOST);
        connection = Optional.empty();
        pulling.clear();
        goals.clear();
        early.clear();
        hands.lost();
        connectLater();
    }

    private String connectionName() {
        return name + "#" + connections;
    }

    @Override
    public void hello(ConversationId conversation, long seq) {
        notebook.at(person, Op.HELLO, connectionName(), conversation, seq);
        if (position(conversation) < seq) {
            goals.put(conversation, seq);
            pull(conversation);
        }
    }

    @Override
    public void pushed(Envelope envelope) {
        for (Change change : envelope.changes()) {
            notebook.delivered(person, Op.PUSHED, connectionName(), change, 0);
            if (change.seq() > position(change.conversation()) + 1) {
                world.reach(Reached.PUSHED_WHILE_PULLING);
                early.computeIfAbsent(change.conversation(), c -> new TreeMap<>())
                        .put(change.seq(), change);
            } else {
                apply(change);
            }
        }
        applyEarly(envelope.conversation());
    }

    /** One page at a time, until what was pushed first follows. */
    private void pull(ConversationId conversation) {
        if (!pulling.add(conversation)) {
            return;
        }
        long after = position(conversation);
        int limit = 1 + world.pick(20);
        long asked = world.tick();
        connection.ifPresent(over -> over.ask(node -> {
            Optional<ChangePage> page = page(node, conversation, after, limit);
            over.tell(() -> pulled(conversation, page, asked));
        }));
    }

    private Optional<ChangePage> page(Node node, ConversationId conversation, long after, int limit) {
        try {
            return Optional.of(node.chat().messages().changes(person.actor(), conversation, after, limit));
        } catch (ChatException notNow) {
            return Optional.empty();
        }
    }

    private void pulled(ConversationId conversation, Optional<ChangePage> page, long asked) {
        pulling.remove(conversation);
        page.ifPresent(some -> some.changes().forEach(change -> {
            world.reach(Reached.PULLED);
            notebook.delivered(person, Op.PULLED, connectionName(), change, asked);
            apply(change);
        }));
        applyEarly(conversation);
        boolean stuck = page.isPresent() && page.get().changes().isEmpty();
        if (position(conversation) < goals.getOrDefault(conversation, 0L) && !stuck) {
            pull(conversation);
        }
    }

    private void applyEarly(ConversationId conversation) {
        TreeMap<Long, Change> waiting = early.getOrDefault(conversation, new TreeMap<>());
        while (!waiting.isEmpty() && waiting.firstKey() <= position(conversation) + 1) {
            apply(waiting.pollFirstEntry().getValue());
        }
    }

    private void apply(Change change) {
        if (change.seq() == position(change.conversation()) + 1) {
            positions.put(change.conversation(), change.seq());
            notebook.at(person, Op.APPLIED, connectionName(), change.conversation(), change.seq());
        }
    }
}
