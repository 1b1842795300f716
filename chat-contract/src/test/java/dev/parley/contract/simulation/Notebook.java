package dev.parley.contract.simulation;

import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.core.model.Change;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.port.ConversationReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes into the history what people do and see. Conversations are called by their pairs, which are known from the start. */
final class Notebook {

    private final World world;
    private final ConversationReader reader;
    private final List<Pair> pairs;
    private final Map<ConversationId, String> names = new HashMap<>();

    Notebook(World world, ConversationReader reader, List<Pair> pairs) {
        this.world = world;
        this.reader = reader;
        this.pairs = pairs;
    }

    static String name(Pair pair) {
        return pair.low() + ":" + pair.high();
    }

    String name(ConversationId conversation) {
        if (!names.containsKey(conversation)) {
            pairs.forEach(pair -> reader.direct(pair).ifPresent(id -> names.put(id, name(pair))));
        }
        return names.getOrDefault(conversation, "never opened " + conversation);
    }

    void send(Person person, Sending sending, Phase phase, long t0) {
        long t1 = world.tick();
        world.write(
                person.name(),
                Op.SEND,
                phase,
                line -> line.in(name(sending.pair())).key(sending.clientId()).time(t0, t1));
    }

    void sent(Person person, Sending sending, Message message, long seq, long t0) {
        long t1 = world.tick();
        world.write(
                person.name(),
                Op.SEND,
                Phase.OK,
                line -> line.in(name(sending.pair()))
                        .key(sending.clientId())
                        .at(seq)
                        .message(message.id().value(), message.version(), hash(message))
                        .time(t0, t1));
    }

    void changed(Person person, Op op, Message message, long t0) {
        long t1 = world.tick();
        world.write(
                person.name(),
                op,
                Phase.OK,
                line -> line.in(name(message.conversation()))
                        .at(message.seq())
                        .message(message.id().value(), message.version(), hash(message))
                        .time(t0, t1));
    }

    void at(Person person, Op op, String connection, ConversationId conversation, long seq) {
        world.write(
                person.name(),
                op,
                Phase.OK,
                line -> line.over(connection).in(name(conversation)).at(seq));
    }

    void delivered(Person person, Op op, String connection, Change change, long t0) {
        long t1 = world.tick();
        Message message = change.message();
        world.write(
                person.name(),
                op,
                Phase.OK,
                line -> line.over(connection)
                        .in(name(change.conversation()))
                        .at(change.seq())
                        .message(message.id().value(), message.version(), hash(message))
                        .time(t0, t1));
    }

    void seen(Person person, List<Message> messages, long t0) {
        long t1 = world.tick();
        messages.forEach(message -> world.write(
                person.name(),
                Op.SEEN,
                Phase.OK,
                line -> line.in(name(message.conversation()))
                        .at(message.seq())
                        .message(message.id().value(), message.version(), hash(message))
                        .time(t0, t1)));
    }

    void top(Person person, ConversationId conversation, long top, long t0) {
        long t1 = world.tick();
        world.write(
                person.name(),
                Op.TOP,
                Phase.OK,
                line -> line.in(name(conversation)).top(top).time(t0, t1));
    }

    /** What stands for the words; here the words themselves, which are short. */
    static String hash(Message message) {
        return message.content().orElse("");
    }
}
