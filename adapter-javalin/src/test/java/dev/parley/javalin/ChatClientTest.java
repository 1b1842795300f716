package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Registration;
import dev.parley.wire.client.ChatClient;
import dev.parley.wire.client.ClientListener;
import dev.parley.wire.client.ClientState;
import dev.parley.wire.client.Received;
import dev.parley.wire.client.Sent;
import dev.parley.wire.client.Stopped;
import io.javalin.Javalin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client that comes with Parley, over real connections to a server that goes away in between. */
class ChatClientTest {

    private static final int PATIENCE = 30;
    private static final String MOUNT = "/chat";

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final String secret = chat.sessions().start(alice).secret();
    private final ConversationId room =
            chat.conversations().openDirect(Actor.user(alice.id()), bob.id()).conversation();
    private final List<ChatClient> clients = new ArrayList<>();
    private final Ears ears = new Ears();
    private Javalin server = start(0);
    private final int port = server.port();

    /** Keeps what is heard. */
    private static final class Ears implements ClientListener {

        private final BlockingQueue<String> contents = new LinkedBlockingQueue<>();
        private final BlockingQueue<ClientState> states = new LinkedBlockingQueue<>();
        private final CompletableFuture<Stopped> stopped = new CompletableFuture<>();

        @Override
        public void changed(Received change) {
            contents.add(change.seq() + " "
                    + change.message().orElseThrow().content().orElse(""));
        }

        @Override
        public void state(ClientState state, String detail) {
            states.add(state);
        }

        @Override
        public void stopped(Stopped why) {
            stopped.complete(why);
        }

        String next() throws InterruptedException {
            return String.valueOf(contents.poll(PATIENCE, TimeUnit.SECONDS));
        }

        void await(ClientState state) throws InterruptedException {
            ClientState next = states.poll(PATIENCE, TimeUnit.SECONDS);
            while (next != null && next != state) {
                next = states.poll(PATIENCE, TimeUnit.SECONDS);
            }
            assertThat(next).isEqualTo(state);
        }

        Stopped.Why why() {
            return stopped.orTimeout(PATIENCE, TimeUnit.SECONDS).join().why();
        }
    }

    @AfterEach
    void close() {
        clients.forEach(ChatClient::close);
        server.stop();
        chat.close();
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "test");
    }

    private Javalin start(int at) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = at;
                    ChatRoutes.of(chat).build("test").mount(config, MOUNT);
                })
                .start();
    }

    private ChatClient client(String mount, String token) {
        ChatClient client = ChatClient.of("http://127.0.0.1:" + port + mount, token)
                .following()
                .start(ears);
        clients.add(client);
        return client;
    }

    private void post(String content) {
        chat.messages().post(Actor.user(bob.id()), room, Draft.text(content));
    }

    @Test
    void g6_aServerThatIsStartedAgainIsFoundAndNothingIsMissed() throws Exception {
        ChatClient client = client(MOUNT, secret);
        ears.await(ClientState.CONNECTED);
        post("one");
        String first = ears.next();

        server.stop();
        ears.await(ClientState.WAITING);
        post("two");
        CompletableFuture<Sent> sent = client.send(room, "three");
        server = start(port);

        assertThat(first).isEqualTo("1 one");
        assertThat(ears.next()).isEqualTo("2 two");
        assertThat(ears.next()).isEqualTo("3 three");
        assertThat(sent.orTimeout(PATIENCE, TimeUnit.SECONDS).join().message().seq())
                .isEqualTo(3);
    }

    @Test
    void framesOfManyPartsArriveWhole() throws Exception {
        client(MOUNT, secret);
        ears.await(ClientState.CONNECTED);

        for (int i = 1; i <= 20; i++) {
            post("漢".repeat(4_000));
        }

        for (int i = 1; i <= 20; i++) {
            assertThat(ears.next()).isEqualTo(i + " " + "漢".repeat(4_000));
        }
    }

    @Test
    void w02_aTokenThatNobodyKnowsStopsIt() {
        client(MOUNT, "ses_unknown");

        assertThat(ears.why()).isEqualTo(Stopped.Why.NOT_LOGGED_IN);
    }

    @Test
    void anAddressWithoutAChatStopsIt() {
        client("/elsewhere", secret);

        assertThat(ears.why()).isEqualTo(Stopped.Why.REFUSED);
    }

    @Test
    void g10_loggingOutStopsIt() throws Exception {
        client(MOUNT, secret);
        ears.await(ClientState.CONNECTED);
        Caller caller = chat.sessions().authenticate(secret).orElseThrow();

        chat.sessions().logOut(caller);

        assertThat(ears.why()).isEqualTo(Stopped.Why.NOT_LOGGED_IN);
    }
}
