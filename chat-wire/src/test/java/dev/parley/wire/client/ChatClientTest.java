package dev.parley.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Registration;
import dev.parley.wire.Sockets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the real sessions of a chat in memory, over lines that are lost. */
class ChatClientTest {

    private static final BackOff.Pace BRISK = new BackOff.Pace(Duration.ofMillis(1), Duration.ofMillis(8));
    private static final int MESSAGES = 120;

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Sockets sockets = new Sockets(chat, "test");
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final ConversationId room = open(alice, bob);
    private final List<ChatClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(ChatClient::close);
        sockets.close();
        chat.close();
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private ConversationId open(Account one, Account other) {
        return chat.conversations().openDirect(Actor.user(one.id()), other.id()).conversation();
    }

    private MemoryDialer dialer(Account account, long seed) {
        Caller caller = chat.sessions()
                .authenticate(chat.sessions().start(account).secret())
                .orElseThrow();
        return new MemoryDialer(() -> sockets, caller, seed);
    }

    private ChatClient start(ChatClient.Builder builder, ClientListener listener) {
        ChatClient client = builder.pace(BRISK).start(listener);
        clients.add(client);
        return client;
    }

    private static ChatClient.Builder over(Dialer dialer) {
        return ChatClient.of("http://memory", "token").over(dialer);
    }

    private void post(Account sender, String content) {
        chat.messages().post(Actor.user(sender.id()), room, Draft.text(content));
    }

    private List<Change> log(Account reader, ConversationId conversation) {
        List<Change> log = new ArrayList<>();
        boolean more = true;
        while (more) {
            var page = chat.messages().changes(Actor.user(reader.id()), conversation, log.size(), 300);
            log.addAll(page.changes());
            more = page.more();
        }
        return log;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void g6_whateverIsLostEveryoneHearsEachChangeOnceInOrderAndEachSendIsStoredOnce(long seed) throws Exception {
        List<Account> people = List.of(alice, bob, register("carol"));
        List<MemoryDialer> dialers =
                people.stream().map(one -> dialer(one, seed).losing(0.04)).toList();
        List<Heard> heard = people.stream().map(one -> new Heard()).toList();
        List<ChatClient> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(start(over(dialers.get(i)).following().fromTheStart(), heard.get(i)));
        }
        Map<String, CompletableFuture<Sent>> sends = new HashMap<>();
        List<ConversationId> rooms = List.of(room, open(bob, people.get(2)), open(people.get(2), alice));
        Random random = new Random(seed);

        for (int i = 0; i < MESSAGES; i++) {
            int who = random.nextInt(3);
            int where = random.nextBoolean() ? who : (who + 2) % 3;
            sends.put("c-" + i, three.get(who).send(rooms.get(where), "number " + i, "c-" + i));
            if (i % 10 == 0) {
                post(bob, "from elsewhere " + i);
            }
        }
        Map<String, Sent> sent = new HashMap<>();
        sends.forEach((clientId, send) ->
                sent.put(clientId, send.orTimeout(60, TimeUnit.SECONDS).join()));
        dialers.forEach(dialer -> dialer.losing(0));

        for (int i = 0; i < 3; i++) {
            for (ConversationId conversation : List.of(rooms.get(i), rooms.get((i + 2) % 3))) {
                List<Change> log = log(people.get(i), conversation);
                heard.get(i).await(ears -> ears.seqs(conversation).size() >= log.size());
                assertThat(heard.get(i).seqs(conversation))
                        .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
            }
        }
        Map<String, Change> stored = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            for (Change change : log(people.get(i), rooms.get(i))) {
                assertThat(stored.put(change.message().clientId(), change)).isNull();
            }
        }
        assertThat(stored).containsKeys(sent.keySet().toArray(new String[0]));
        sent.forEach((clientId, what) -> {
            Change change = stored.get(clientId);
            assertThat(what.message().id()).isEqualTo(change.message().id());
            assertThat(what.message().seq()).isEqualTo(change.seq());
        });
        assertThat(dialers.stream().mapToInt(MemoryDialer::cuts).sum()).isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void g5_whatOneSendsArrivesInItsOrderAlthoughLinesAreLost(long seed) {
        ChatClient client = start(over(dialer(alice, seed).losing(0.1)), new Heard());
        List<CompletableFuture<Sent>> sends = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            sends.add(client.send(room, "number " + i));
        }
        sends.forEach(send -> send.orTimeout(60, TimeUnit.SECONDS).join());

        assertThat(log(alice, room))
                .extracting(change -> change.message().content().orElseThrow())
                .containsExactlyElementsOf(
                        LongStream.range(0, 50).mapToObj(i -> "number " + i).toList());
    }

    @Test
    void sayingSayingItOtherwiseTakingItBackAndReading() {
        ChatClient hers = start(over(dialer(alice, 1)), new Heard());
        ChatClient his = start(over(dialer(bob, 1)), new Heard());

        Sent sent = hers.send(room, "Hi Bop", "x-1").join();
        Sent again = hers.send(room, "Hi Bop", "x-1").join();
        ReceivedMessage edited = hers.edit(room, sent.message().id(), "Hi Bob").join();
        hers.send(room, "And?").join();
        ReceivedMessage deleted = hers.delete(room, sent.message().id()).join();
        long unread = his.read(room, 1).join();

        assertThat(again.duplicate()).isTrue();
        assertThat(again.message().id()).isEqualTo(sent.message().id());
        assertThat(edited.content()).hasValue("Hi Bob");
        assertThat(edited.sender()).hasValue("alice");
        assertThat(deleted.deleted()).isTrue();
        assertThat(deleted.content()).isEmpty();
        assertThat(unread).isEqualTo(1);
    }

    @Test
    void whatTheServerRefusesSaysWhy() {
        ChatClient client = start(over(dialer(alice, 1)), new Heard());
        ConversationId foreign = open(bob, bob);

        CompletableFuture<Sent> toForeign = client.send(foreign, "Hi");
        CompletableFuture<Sent> blank = client.send(room, " ");
        CompletableFuture<Sent> tooLarge = client.send(room, "x".repeat(70_000));

        assertThat(refusal(toForeign)).isEqualTo("not_found");
        assertThat(refusal(blank)).isEqualTo("invalid");
        assertThat(refusal(tooLarge)).isEqualTo("too_large");
    }

    private static String refusal(CompletableFuture<?> future) {
        try {
            return "none: " + future.join();
        } catch (CompletionException failure) {
            return ((ClientException) failure.getCause())
                    .problem()
                    .orElseThrow()
                    .code();
        }
    }

    @Test
    void g13_whatWaitsIsBounded() {
        ChatClient client = start(over(ear -> new Nowhere()), new Heard());

        List<CompletableFuture<Sent>> sends = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            sends.add(client.send(room, "Hi"));
        }

        assertThat(sends.get(1_000)).isCompletedExceptionally();
        assertThat(sends.get(999)).isNotDone();
        client.close();
        assertThatThrownBy(() -> sends.get(0).join()).hasRootCauseMessage("The client was closed.");
        assertThatThrownBy(() -> client.send(room, "Hi").join()).hasRootCauseMessage("The client was closed.");
    }

    /** A line over which nothing comes. */
    private static final class Nowhere implements Line {
        @Override
        public void write(String frame) {}

        @Override
        public void close() {}

        @Override
        public void cut() {}
    }

    @Test
    void g13_aListenerThatIsSlowIsNotOverrunAndMissesNothing() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Heard heard = new Heard();
        start(over(dialer(alice, 1)).following().fromTheStart().farthestBehind(Long.MAX_VALUE), new ClientListener() {
            @Override
            public void changed(Received change) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                heard.changed(change);
            }

            @Override
            public void state(ClientState state, String detail) {
                heard.state(state, detail);
            }
        });
        heard.await(ears -> ears.has("CONNECTED"));

        for (int i = 0; i < 200; i++) {
            post(bob, "x".repeat(4_000));
        }
        goOn.countDown();

        heard.await(ears -> ears.seqs(room).size() >= 200);
        assertThat(heard.has("WAITING")).as("the server gave up on it").isTrue();
        assertThat(heard.seqs(room))
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void aListenerThatFailsHearsWhatFollows() throws Exception {
        Heard heard = new Heard();
        start(over(dialer(alice, 1)).following(room), new ClientListener() {
            @Override
            public void changed(Received change) {
                heard.changed(change);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void state(ClientState state, String detail) {
                heard.state(state, detail);
            }
        });
        heard.await(ears -> ears.has("CONNECTED"));

        post(bob, "one");
        post(bob, "two");

        heard.await(ears -> ears.seqs(room).size() == 2);
    }

    @Test
    void g6_anotherClientGoesOnWhereTheFirstOneStood() throws Exception {
        Heard first = new Heard();
        Heard second = new Heard();
        ChatClient one = start(over(dialer(alice, 1)).following().fromTheStart(), first);
        post(bob, "one");
        first.await(ears -> ears.seqs(room).size() == 1);
        ChatClient.Positions stood = one.positions().join();
        one.close();
        post(bob, "two");

        start(over(dialer(alice, 2)).resuming(stood), second);

        second.await(ears -> ears.seqs(room).size() == 1);
        assertThat(stood.seqs()).containsEntry(room, 1L);
        assertThat(stood.epoch()).hasValue(chat.epoch());
        assertThat(second.seqs(room)).containsExactly(2L);
    }

    @Test
    void g10_whoLogsOutIsTold() throws Exception {
        Caller caller = chat.sessions()
                .authenticate(chat.sessions().start(alice).secret())
                .orElseThrow();
        Heard heard = new Heard();
        start(over(new MemoryDialer(() -> sockets, caller, 1)).following(), heard);
        heard.await(ears -> ears.has("CONNECTED"));

        chat.sessions().logOut(caller);

        heard.await(ears -> ears.has("stopped NOT_LOGGED_IN"));
    }
}
