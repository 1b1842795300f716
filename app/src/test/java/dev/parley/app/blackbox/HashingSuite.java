package dev.parley.app.blackbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.argon2.Argon2Hasher;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Passwords as the app hashes them: attacks A13 and A18. */
abstract class HashingSuite extends ServerSuite {

    HashingSuite(Database database) {
        super(database);
    }

    @Override
    TestServer.Settings settings() {
        return super.settings().hasher(new Argon2Hasher());
    }

    @Test
    void a13_manyLogInsAtOnceTakeOnlyAsMuchAsThereAreProcessors() {
        String name = user("alice").name();
        await().atMost(60, SECONDS).until(() -> server().hashes() >= 2);

        List<Reply> replies = Together.run(
                100,
                i -> i % 10 == 9
                        ? anybody().get("/health")
                        : anybody().post("/api/auth/login", "{'username':'" + name + "','password':'wrong password'}"));

        assertThat(server().mostHashesAtOnce())
                .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(IntStream.range(0, 100)
                        .filter(i -> i % 10 == 9)
                        .mapToObj(i -> replies.get(i).status()))
                .containsOnly(200);
        assertThat(IntStream.range(0, 100).filter(i -> i % 10 != 9).mapToObj(replies::get))
                .allSatisfy(reply -> assertThat(reply.said()).isIn("401 wrong_credentials", "503 unavailable"))
                .filteredOn(reply -> reply.status() == 503)
                .allSatisfy(reply -> assertThat(reply.header("Retry-After")).isPresent());
    }

    @Test
    void a18_onlyAHashOfArgon2idIsStored() {
        user("bob");

        assertThat(server().place().column("parley_account", "password_hash").lines())
                .isNotEmpty()
                .allSatisfy(hash -> assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"))
                .noneSatisfy(hash -> assertThat(hash).contains(TestServer.PASSWORD));
    }

    @Test
    void a18_aWeakerHashStillFitsAndIsRenewedAtTheNextLogIn() {
        Client carol = user("carol");
        String weak = new Argon2Hasher(1024, 1, 1).hash(TestServer.PASSWORD);
        server().place().run("update parley_account set password_hash = '" + weak + "' where id = " + carol.id());

        Reply reply = anybody()
                .post(
                        "/api/auth/login",
                        "{'username':'%s','password':'%s'}".formatted(carol.name(), TestServer.PASSWORD));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(server().place().column("parley_account where id = " + carol.id(), "password_hash"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }
}
