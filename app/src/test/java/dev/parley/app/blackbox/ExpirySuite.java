package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What ends by itself, on a clock that the test moves: attacks S04 and S16. */
abstract class ExpirySuite extends ServerSuite {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration AT_MOST = Duration.ofHours(12);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    ExpirySuite(Database database) {
        super(database);
    }

    @Override
    TestServer.Settings settings() {
        return super.settings()
                .chat(chat -> chat.clock(now::get)
                        .limits(Limits.defaults().withoutRates().withSessions(100, IDLE, AT_MOST)));
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void s04_aSessionEndsWhenItIsNotUsed() {
        Client used = user("alice");
        Client forgotten = server().again(used);

        pass(IDLE.minusMinutes(10));
        assertThat(used.get("/api/session").status()).isEqualTo(200);
        pass(Duration.ofMinutes(11));

        assertThat(used.get("/api/session").status()).isEqualTo(200);
        assertThat(forgotten.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void s04_aSessionEndsAfterItsTimeWhateverHappens() {
        Client alice = user("alice");
        Client bob = user("bob");

        try (ChatSocket socket = ChatSocket.open(alice, bob)) {
            for (int i = 0; i < 35; i++) {
                pass(Duration.ofMinutes(20));
                assertThat(alice.get("/api/session").status()).isEqualTo(200);
                socket.send("{'message':'" + i + "'}").next();
            }
            pass(Duration.ofMinutes(21));

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(alice.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void s16_aTokenEndsWithItsLastDay() {
        Client alice = user("alice");
        Reply made = alice.post("/api/tokens", "{'name':'robot','expires_in_days':1}");
        Client program = anybody().bearer(made.text("token"));

        try (ChatSocket socket = ChatSocket.open(program, user("bob"));
                ChatSocket all = SocketKind.EVERYTHING.open(program, user("bob"))) {
            pass(Duration.ofHours(23));
            assertThat(program.get("/api/session").status()).isEqualTo(200);
            pass(Duration.ofHours(2));

            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(all.closeCode()).isEqualTo(4401);
        }
        assertThat(program.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }
}
