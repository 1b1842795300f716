package dev.parley.contract.simulation;

import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.core.Messages;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Posted;
import dev.parley.core.model.SearchQuery;
import dev.parley.core.model.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What somebody does with a device: writes, changes, reads, and tries again what has not come through. */
final class Hands {

    private static final int PATIENCE = 4;
    private static final long EXPIRED = 1_900_000_000L;

    private final World world;
    private final Notebook notebook;
    private final Device device;
    private final Person person;
    private final Map<Long, Sending> unanswered = new LinkedHashMap<>();
    private final List<Sending> outbox = new ArrayList<>();
    private final List<Message> own = new ArrayList<>();
    private int written;

    Hands(World world, Notebook notebook, Device device) {
        this.world = world;
        this.notebook = notebook;
        this.device = device;
        this.person = device.person();
    }

    /** Something, as people do. */
    void act(List<Person> people) {
        int what = world.pick(100);
        if (what < 45) {
            write(people.get(world.pick(people.size())));
        } else if (what < 55) {
            change(
                    Op.EDIT,
                    message -> messages -> messages.editAsync(
                            person.actor(), message.conversation(), message.id(), "text edited " + world.tick()));
        } else if (what < 61) {
            change(
                    Op.DELETE,
                    message -> messages -> messages.deleteAsync(person.actor(), message.conversation(), message.id()));
        } else if (what < 75) {
            look();
        } else if (what < 82) {
            search();
        } else if (what < 89) {
            markRead();
        } else if (what < 96) {
            count();
        } else if (what < 98) {
            device.connection().filter(over -> !world.isCalm()).ifPresent(Connection::lose);
        } else {
            device.connection().ifPresent(over -> over.ask(node -> node.logOut(person)));
        }
    }

    // --- writing

    private void write(Person other) {
        String clientId = device.name() + "." + written++;
        Sending sending = new Sending(person.with(other), clientId, "text " + clientId, 0);
        send(sending);
        if (world.chance(5)) {
            send(sending);
        }
    }

    private void send(Sending sending) {
        device.connection().ifPresentOrElse(over -> send(sending, over), () -> outbox.add(sending));
    }

    private void send(Sending sending, Connection over) {
        long asked = world.tick();
        unanswered.put(asked, sending);
        notebook.send(person, sending, Phase.INVOKE, asked);
        over.ask(node -> {
            Begun begun = new Begun(sending, asked, world.now(), node.clock().toEpochMilli());
            answer(over, post(node, sending), (posted, failure) -> answered(begun, posted, failure));
        });
    }

    private CompletableFuture<Posted> post(Node node, Sending sending) {
        Draft draft = Draft.text(sending.text()).withClientId(sending.wireId(world));
        ConversationRef where = node.stores()
                .conversations()
                .direct(sending.pair())
                .map(ConversationRef.class::cast)
                .orElse(sending.pair());
        return node.chat().messages().postAsync(person.actor(), where, draft);
    }

    /** A send that has come to a node; {@code nanos} and {@code clock} tell when. */
    private record Begun(Sending sending, long asked, long nanos, long clock) {}

    private void answered(Begun begun, @Nullable Posted posted, Optional<ErrorCode> failure) {
        if (unanswered.remove(begun.asked()) == null) {
            return;
        }
        if (posted != null) {
            long seq = world.has(Bug.ORDER_BY_WALL_CLOCK)
                    ? begun.clock()
                    : posted.message().seq();
            notebook.sent(person, begun.sending(), posted.message(), seq, begun.asked());
            sent(begun.sending(), posted);
            return;
        }
        boolean unknown = failure.equals(Optional.of(ErrorCode.OUTCOME_UNKNOWN));
        if (unknown) {
            world.reach(Reached.OUTCOME_UNKNOWN_TO_THE_CALLER);
        } else if (world.now() - begun.nanos() > EXPIRED) {
            world.reach(Reached.SEND_EXPIRED);
        }
        notebook.send(person, begun.sending(), unknown ? Phase.INFO : Phase.FAIL, begun.asked());
        again(begun.sending());
    }

    private void sent(Sending sending, Posted posted) {
        if (posted.duplicate()) {
            world.reach(Reached.SEND_REPEATED);
        } else {
            own.add(posted.message());
        }
        if (world.chance(5)) {
            again(sending);
        }
    }

    private void again(Sending sending) {
        if (sending.attempts() < PATIENCE && world.chance(70) && !world.isCalm()) {
            world.after(world.upTo(800), () -> send(sending.again()));
        }
    }

    /** What was on the way may have arrived or not. */
    void lost() {
        Map<Long, Sending> all = new LinkedHashMap<>(unanswered);
        unanswered.clear();
        all.forEach((asked, sending) -> {
            notebook.send(person, sending, Phase.INFO, asked);
            again(sending);
        });
    }

    void connected() {
        List<Sending> all = List.copyOf(outbox);
        outbox.clear();
        all.forEach(this::send);
    }

    private void change(Op op, Function<Message, Function<Messages, CompletableFuture<Message>>> how) {
        if (own.isEmpty() || device.connection().isEmpty()) {
            return;
        }
        Message message = own.get(world.pick(own.size()));
        long asked = world.tick();
        Connection over = device.connection().get();
        over.ask(node -> answer(over, how.apply(message).apply(node.chat().messages()), (changed, failure) -> {
            if (changed != null) {
                world.reach(op == Op.EDIT ? Reached.EDITED : Reached.DELETED);
                notebook.changed(person, op, changed, asked);
            }
        }));
    }

    /** What is told of an answer: either what came of it, or why nothing did. */
    private interface Answer<T> {
        void come(@Nullable T result, Optional<ErrorCode> failure);
    }

    private static <T> void answer(Connection over, CompletableFuture<T> future, Answer<T> answer) {
        var unused = future.whenComplete((result, failure) ->
                over.tell(() -> answer.come(result, Optional.ofNullable(failure).map(Hands::code))));
    }

    private static ErrorCode code(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ChatException refusal) {
            return refusal.code();
        }
        throw new AssertionError("No answer to give to anybody", cause);
    }

    // --- reading

    private void look() {
        read((node, conversation) -> node.chat().messages().history(person.actor(), conversation, Window.latest(20)))
                .accept(this::looked);
    }

    private void looked(Read<MessagePage> read) {
        notebook.top(person, read.conversation(), read.result().top(), read.asked());
        notebook.seen(person, read.result().messages(), read.asked());
    }

    private void search() {
        read((node, conversation) -> node.chat()
                        .search()
                        .inConversation(
                                person.actor(), conversation, SearchQuery.parse("q", "text"), Long.MAX_VALUE, 50))
                .accept(read -> notebook.seen(person, read.result(), read.asked()));
    }

    private void markRead() {
        read((node, conversation) ->
                        node.chat().readMarkers().read(person.actor(), conversation, device.position(conversation)))
                .accept(read -> {});
    }

    private void count() {
        read((node, conversation) -> node.chat().conversations().conversation(person.actor(), conversation))
                .accept(this::counted);
    }

    private void counted(Read<ConversationItem> read) {
        ConversationItem item = read.result();
        world.write(
                person.name(),
                Op.UNREAD,
                Phase.OK,
                line -> line.in(notebook.name(read.conversation()))
                        .at(item.readSeq())
                        .top(item.conversation().lastSeq())
                        .count(item.unread()));
    }

    private record Read<T>(ConversationId conversation, T result, long asked) {}

    private interface Reading<T> {
        T from(Node node, ConversationId conversation);
    }

    /** Reads one of the conversations; nothing comes of it where there is none yet or it cannot be read now. */
    private <T> Consumer<Consumer<Read<T>>> read(Reading<T> reading) {
        return then -> {
            List<ConversationId> known = List.copyOf(device.positions().keySet());
            if (known.isEmpty() || device.connection().isEmpty()) {
                return;
            }
            ConversationId conversation = known.get(world.pick(known.size()));
            Connection over = device.connection().get();
            long asked = world.tick();
            over.ask(node -> {
                try {
                    T result = reading.from(node, conversation);
                    over.tell(() -> then.accept(new Read<>(conversation, result, asked)));
                } catch (ChatException notNow) {
                    // somebody will look again
                }
            });
        };
    }
}
