package dev.parley.contract.simulation;

import dev.parley.contract.history.Checker;
import dev.parley.contract.history.History;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.contract.history.Violation;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** One run: some seconds of trouble, then calm until all has come to rest, then one full read as the truth. */
final class Simulation {

    private static final int NODES = 3;
    private static final int MOST_DEVICES = 50;
    private static final Duration CALM = Duration.ofSeconds(14);

    private final World world;
    private final Stores stores = new MemoryStores();
    private final Keys keys;
    private final List<Person> people;
    private final List<Pair> pairs;
    private final Notebook notebook;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Duration trouble;
    private boolean resting;

    /** What came of a run. */
    record Result(History history, Map<Reached, Integer> reached) {

        List<Violation> violations() {
            return Checker.check(history);
        }
    }

    private Simulation(long seed, Optional<Bug> bug) {
        world = new World(seed, bug);
        keys = new Keys(world, stores);
        int crowd = world.chance(4) ? MOST_DEVICES : 2 + world.pick(10);
        trouble = Duration.ofMillis(crowd == MOST_DEVICES ? 2_000 : 4_000 + world.pick(4_000));
        people = LongStream.rangeClosed(1, 2 + world.pick(4))
                .mapToObj(number -> Person.register(stores, number))
                .toList();
        pairs = Person.pairs(people);
        notebook = new Notebook(world, stores.conversations(), pairs);
        NodeStores.Shared shared = new NodeStores.Shared(world, stores, new Locks(world), new LossyBus(world), keys);
        for (int i = 1; i <= NODES; i++) {
            nodes.add(new Node(shared, "node" + i));
        }
        for (int i = 0; i < crowd; i++) {
            Person owner = people.get(i % people.size());
            devices.add(new Device(world, notebook, owner, owner.name() + "-" + i, nodes));
        }
    }

    static Result run(long seed) {
        return new Simulation(seed, Optional.empty()).run();
    }

    static Result run(long seed, Bug bug) {
        return new Simulation(seed, Optional.of(bug)).run();
    }

    private Result run() {
        devices.forEach(device -> {
            world.after(world.upTo(300), device::connect);
            again(device);
        });
        walkLater();
        world.pass(trouble);
        resting = true;
        world.calmDown();
        world.pass(CALM);
        keys.check(nodes);
        writeTruth();
        return new Result(world.history(), world.reached());
    }

    private void again(Device device) {
        world.after(world.upTo(500), () -> {
            if (!resting) {
                device.hands().act(people);
                again(device);
            }
        });
    }

    private void walkLater() {
        world.after(world.upTo(500), () -> {
            if (!resting) {
                walk();
                walkLater();
            }
        });
    }

    private void walk() {
        Pair pair = pairs.get(world.pick(pairs.size()));
        Op direction = world.chance(50) ? Op.WALK_FORWARD : Op.WALK_BACKWARD;
        stores.conversations()
                .direct(pair)
                .ifPresent(room -> new Walk(world, stores.messages(), new Person(pair.low()), room, direction)
                        .begin(Notebook.name(pair)));
    }

    private void writeTruth() {
        for (Pair pair : pairs) {
            stores.conversations().direct(pair).ifPresent(room -> {
                members(pair)
                        .forEach(member ->
                                world.write(member.name(), Op.MEMBER, Phase.OK, line -> line.in(Notebook.name(pair))));
                nodes.forEach(node -> log(pair, room, node));
                devices.stream()
                        .filter(device -> pair.has(device.person().id()))
                        .forEach(device -> position(device, pair, room));
            });
        }
    }

    private static List<Person> members(Pair pair) {
        return pair.low().equals(pair.high())
                ? List.of(new Person(pair.low()))
                : List.of(new Person(pair.low()), new Person(pair.high()));
    }

    private void log(Pair pair, ConversationId room, Node node) {
        everyChange(pair, room, node, change -> {
            Message message = change.message();
            world.write(
                    new Person(message.sender().id()).name(),
                    Op.LOG,
                    Phase.OK,
                    line -> line.over(node.name())
                            .in(Notebook.name(pair))
                            .key(message.clientId().split(Person.ANEW)[0])
                            .at(change.seq())
                            .message(message.id().value(), 0, Notebook.hash(message)));
        });
    }

    private static void everyChange(Pair pair, ConversationId room, Node node, Consumer<Change> told) {
        long position = 0;
        ChangePage page;
        do {
            page = node.stores()
                    .messages()
                    .changes(pair.low(), room, position, 100)
                    .orElseThrow();
            page.changes().forEach(told);
            position += page.changes().size();
        } while (page.more() && !page.changes().isEmpty());
    }

    private void position(Device device, Pair pair, ConversationId room) {
        long top = stores.journal().tops(List.of(room)).getOrDefault(room, 0L);
        world.write(
                device.person().name(),
                Op.POSITION,
                Phase.OK,
                line -> line.over(device.name())
                        .in(Notebook.name(pair))
                        .at(device.position(room))
                        .top(top));
    }
}
