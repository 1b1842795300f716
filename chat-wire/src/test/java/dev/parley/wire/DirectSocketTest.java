package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Limits;
import dev.parley.core.model.LoggedIn;
import dev.parley.core.model.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The older socket, on a chat in memory. */
class DirectSocketTest {

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Sockets sockets = new Sockets(chat, "test");
    private final Account alice = register("alice");
    private final Account bob = register("bob");

    @AfterEach
    void close() {
        sockets.close();
        chat.close();
    }

    @Test
    void bothSeeWhatOneWrites() {
        Client a = connect(alice, bob);
        Client b = connect(bob, alice);

        a.send("{\"message\":\"Hi Bob\"}");

        JsonNode atBob = b.next();
        assertThat(atBob.path("sender").textValue()).isEqualTo("alice");
        assertThat(atBob.path("receiver").textValue()).isEqualTo("bob");
        assertThat(atBob.path("message").textValue()).isEqualTo("Hi Bob");
        assertThat(atBob.path("id").isIntegralNumber()).isTrue();
        assertThat(a.next()).isEqualTo(atBob);
    }

    @Test
    void editsAndDeletionsAreSeenOnBothSides() {
        Client a = connect(alice, bob);
        Client b = connect(bob, alice);
        a.send("{\"message\":\"Hi Bop\"}");
        long id = b.next().path("id").longValue();
        a.next();

        a.send("{\"message_id\":" + id + ",\"message\":\"Hi Bob\"}");
        JsonNode edited = b.next();
        a.send("{\"delete_message_id\":" + id + "}");

        assertThat(edited.path("message_id").longValue()).isEqualTo(id);
        assertThat(edited.path("message").textValue()).isEqualTo("Hi Bob");
        assertThat(b.next().path("deleted_message_id").longValue()).isEqualTo(id);
        assertThat(a.next()).isEqualTo(edited);
        assertThat(a.next().path("deleted_message_id").longValue()).isEqualTo(id);
    }

    @Test
    void aRefusedCommandIsToldToTheSenderAlone() {
        Client a = connect(alice, bob);
        Client b = connect(bob, alice);
        a.send("{\"message\":\"mine\"}");
        long id = b.next().path("id").longValue();

        b.send("{\"delete_message_id\":" + id + "}");

        assertThat(b.next().path("error").path("code").textValue()).isEqualTo("not_author");
        a.send("{\"message\":\"still there\"}");
        assertThat(a.next().path("message").textValue()).isEqualTo("mine");
        assertThat(a.next().path("message").textValue()).isEqualTo("still there");
    }

    @Test
    void w12_whatIsNoCommandGetsOneErrorAndTheSocketLives() {
        Client a = connect(alice, bob);
        String[] broken = {
            "",
            "nonsense",
            "[]",
            "{}",
            "{\"message\":7}",
            "{\"message\":\"x\"} trailing",
            "{\"message\":\"a\",\"message\":\"b\"}",
            "{\"message\":\"   \"}",
            "{\"message\":\"\\u0000\"}",
            "{\"message\":\"\\ud800\"}",
            "{\"message_id\":\"1 OR 1=1\",\"message\":\"x\"}",
            "{\"message_id\":1e400,\"message\":\"x\"}",
            "{\"delete_message_id\":-1}",
            "{\"delete_message_id\":9223372036854775808}",
            "{\"delete_message_id\":{\"$ne\":null}}",
            "[".repeat(10_000),
        };

        for (String text : broken) {
            a.send(text);
            assertThat(a.next().path("error").path("code").isTextual()).as(text).isTrue();
        }

        a.send("{\"message\":\"fine\"}");
        assertThat(a.next().path("message").textValue()).isEqualTo("fine");
    }

    @Test
    void s03_loggingOutClosesTheSocket() {
        LoggedIn session = chat.sessions().start(alice);
        Caller caller = chat.sessions().authenticate(session.secret()).orElseThrow();
        Client a = connect(caller, bob);

        chat.sessions().logOut(caller);

        assertThat(a.closedWith()).isEqualTo(CloseCode.NOT_LOGGED_IN.number());
    }

    @Test
    void whatOthersWriteToEachOtherIsNotSeen() {
        Account carol = register("carol");
        Client a = connect(alice, carol);
        Client b = connect(bob, alice);

        b.send("{\"message\":\"to alice\"}");
        b.next();
        connect(carol, alice).send("{\"message\":\"from carol\"}");

        assertThat(a.next().path("message").textValue()).isEqualTo("from carol");
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private Client connect(Account account, Account other) {
        String secret = chat.sessions().start(account).secret();
        return connect(chat.sessions().authenticate(secret).orElseThrow(), other);
    }

    private Client connect(Caller caller, Account other) {
        return Client.of(line -> sockets.openDirect(caller, other.id(), line));
    }
}
