package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Limits;
import dev.parley.javalin.TrustedProxies;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A peer that is no trusted proxy, whatever it says of others: attack H05. */
abstract class UntrustedPeerSuite extends ServerSuite {

    UntrustedPeerSuite(Database database) {
        super(database);
    }

    @Override
    TestServer.Settings settings() {
        return super.settings()
                .chat(chat -> chat.limits(Limits.defaults()))
                .routes(routes -> routes.trustedProxies(TrustedProxies.of(List.of("192.0.2.0/24"))));
    }

    @Test
    void h05_itCannotSayWhereItComesFrom() {
        assertThat(IntStream.range(0, 300)
                        .mapToObj(i -> anybody()
                                .with("X-Forwarded-For", "203.0.113." + i % 250 + ", 192.0.2.1")
                                .with("Forwarded", "for=198.51.100." + i % 250)
                                .with("X-Real-IP", "198.51.100." + i % 250)
                                .post("/api/auth/login", "{'username':'who." + i + "','password':'a guess or two'}")
                                .status()))
                .contains(429);
    }

    @Test
    void h05_itCannotNameItsRequests() {
        assertThat(anybody().with("X-Request-Id", "mine").get("/health").header("X-Request-Id"))
                .isPresent()
                .isNotEqualTo(java.util.Optional.of("mine"));
    }
}
