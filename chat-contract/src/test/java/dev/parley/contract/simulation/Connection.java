package dev.parley.contract.simulation;

import dev.parley.core.Subscription;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Position;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.Subscriber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A way between a device and a node, in order in both directions until it is lost. What is on the way then is lost, too. */
final class Connection {

    /** What a device hears without having asked. */
    interface Ear {
        void hello(ConversationId conversation, long seq);

        void pushed(Envelope envelope);
    }

    private final World world;
    private final Node node;
    private final Keys keys;
    private final Runnable whenLost;
    private final Map<ConversationId, Long> early = new HashMap<>();
    private Optional<Subscription> subscription = Optional.empty();
    private Optional<Ear> listening = Optional.empty();
    private Optional<Person> listener = Optional.empty();
    private Optional<Caller> caller = Optional.empty();
    private long lastThere;
    private long lastHere;
    private boolean lost;
    private boolean ended;

    Connection(World world, Node node, Keys keys, Runnable whenLost) {
        this.world = world;
        this.node = node;
        this.keys = keys;
        this.whenLost = whenLost;
    }

    /** Has something done at the node. */
    void ask(Consumer<Node> request) {
        lastThere = Math.max(lastThere, arrival());
        world.at(lastThere, () -> {
            if (!lost) {
                request.accept(node);
            }
        });
    }

    /** Has something done at the device. */
    void tell(Runnable news) {
        lastHere = Math.max(lastHere, arrival());
        world.at(lastHere, () -> {
            if (!lost) {
                news.run();
            }
        });
    }

    private long arrival() {
        return world.now() + world.upTo(world.chance(5) ? 200 : 5).toNanos();
    }

    void lose() {
        if (!lost) {
            lost = true;
            subscription.ifPresent(Subscription::close);
            whenLost.run();
        }
    }

    void subscribe(Person person, Ear ear) {
        listening = Optional.of(ear);
        listener = Optional.of(person);
        ask(at -> {
            try {
                if (world.has(Bug.SUBSCRIBE_AFTER_THE_READ)) {
                    hello(ear, at.stores().conversations().positions(person.id()));
                    world.pass(world.upTo(50));
                }
                Caller by = keys.of(person);
                caller = Optional.of(by);
                Subscription made = at.chat().subscribe(by, new Pushes(ear));
                subscription = Optional.of(made);
                if (lost) {
                    made.close();
                }
            } catch (ChatException notNow) {
                lose();
            }
        });
    }

    private void hello(Ear ear, List<Position> positions) {
        tell(() -> positions.forEach(position -> ear.hello(position.conversation(), position.seq())));
    }

    /** Whether somebody is told by this session what happens. */
    boolean listening(Caller by) {
        return subscription.isPresent() && !lost && !ended && caller.equals(Optional.of(by));
    }

    /** Whether what may happen would concern who listens. */
    boolean concerns(Outcome.Done done, ConversationReader conversations) {
        return listener.filter(person -> done.opened()
                        .flatMap(Conversation::pair)
                        .map(pair -> pair.has(person.id()))
                        .orElseGet(() -> conversations
                                .item(person.id(), done.change().conversation())
                                .isPresent()))
                .isPresent();
    }

    /** Only where that mistake is made: a change that may never be committed. */
    void changedEarly(Envelope envelope) {
        listening.ifPresent(ear -> {
            early.merge(envelope.conversation(), envelope.last(), Math::max);
            tell(() -> ear.pushed(envelope));
        });
    }

    /** What the node says by itself. */
    private final class Pushes implements Subscriber {

        private final Ear ear;

        Pushes(Ear ear) {
            this.ear = ear;
        }

        @Override
        public void started(List<Position> positions) {
            if (!world.has(Bug.SUBSCRIBE_AFTER_THE_READ)) {
                hello(ear, positions);
            }
        }

        @Override
        public void changed(Envelope envelope) {
            boolean dropped = world.has(Bug.SEND_CALLBACK_DOES_NOTHING) && world.fails(20);
            if (!dropped && envelope.last() > early.getOrDefault(envelope.conversation(), 0L)) {
                tell(() -> ear.pushed(envelope));
            }
        }

        @Override
        public void happened(ChatEvent event) {
            if (event instanceof ChatEvent.ConversationAdded added) {
                tell(() -> ear.hello(added.conversation(), added.seq()));
            }
        }

        @Override
        public void ended(Ending why) {
            ended = true;
            if (why == Ending.SESSION_OVER) {
                keys.wasEnded(caller.orElseThrow(), node);
            }
            tell(Connection.this::lose);
        }
    }
}
