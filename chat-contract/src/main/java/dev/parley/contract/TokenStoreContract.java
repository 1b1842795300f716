package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ApiToken;
import dev.parley.core.port.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link TokenStore} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface TokenStoreContract extends StoresContract {

    @Test
    default void aTokenReadsBackAsItWasStored(Scene scene) {
        ApiToken token = store(scene, scene.person("alice"), "build 'server' 🤖");

        assertThat(scene.stores().tokens().find(token.key())).contains(token);
    }

    @Test
    default void aTokenIsThereAfterReopening(Scene scene) {
        ApiToken token = store(scene, scene.person("alice"), "one");

        scene.reopen();

        assertThat(scene.stores().tokens().find(token.key())).contains(token);
    }

    @Test
    default void anUnknownTokenIsNotFound(Scene scene) {
        assertThat(scene.stores().tokens().find(Scene.key("none"))).isEmpty();
    }

    @Test
    default void theTokensOfADisabledAccountAreNotFound(Scene scene) {
        ApiToken token = store(scene, scene.newcomer("gone").disabled().enter(), "one");

        assertThat(scene.stores().tokens().find(token.key())).isEmpty();
    }

    @Test
    default void theTokensOfAnAccountAreListedNewestFirst(Scene scene) {
        Account alice = scene.person("alice");
        ApiToken first = store(scene, alice, "first");
        ApiToken second = store(scene, alice, "second");
        store(scene, scene.person("bob"), "bob's");

        assertThat(scene.stores().tokens().of(alice.id())).containsExactly(second, first);
    }

    @Test
    default void theUseOfATokenIsNoted(Scene scene) {
        ApiToken token = store(scene, scene.person("alice"), "one");
        Instant later = scene.now();

        scene.stores().tokens().touch(token.key(), later);

        assertThat(scene.stores().tokens().find(token.key()).orElseThrow())
                .returns(Optional.of(later), ApiToken::usedAt)
                .usingRecursiveComparison()
                .ignoringFields("usedAt")
                .isEqualTo(token);
    }

    @Test
    default void aRevokedTokenIsGone(Scene scene) {
        Account alice = scene.person("alice");
        ApiToken kept = store(scene, alice, "kept");
        ApiToken revoked = store(scene, alice, "revoked");
        TokenStore tokens = scene.stores().tokens();

        assertThat(tokens.delete(alice.id(), revoked.id())).contains(revoked.key());

        assertThat(tokens.find(revoked.key())).isEmpty();
        assertThat(tokens.of(alice.id())).containsExactly(kept);
        assertThat(tokens.delete(alice.id(), revoked.id())).isEmpty();
    }

    @Test
    default void g9_anothersTokenIsRevokedLikeNone(Scene scene) {
        ApiToken token = store(scene, scene.person("alice"), "one");
        Account mallory = scene.person("mallory");
        TokenStore tokens = scene.stores().tokens();

        assertThat(tokens.delete(mallory.id(), token.id())).isEqualTo(tokens.delete(mallory.id(), scene.id()));

        assertThat(tokens.find(token.key())).contains(token);
    }

    @Test
    default void ofThoseWhoStoreAtOnceOnlyAsManySucceedAsThereIsRoomFor(Scene scene) {
        Account alice = scene.person("alice");
        store(scene, scene.person("bob"), "another's");

        List<Boolean> stored =
                Crowd.atOnce(8, i -> scene.stores().tokens().insert(token(scene, alice, "token " + i), 3));

        assertThat(stored).filteredOn(done -> done).hasSize(3);
        assertThat(scene.stores().tokens().of(alice.id())).hasSize(3);
    }

    private static ApiToken store(Scene scene, Account account, String name) {
        ApiToken token = token(scene, account, name);
        assertThat(scene.stores().tokens().insert(token, 100)).isTrue();
        return token;
    }

    private static ApiToken token(Scene scene, Account account, String name) {
        Instant now = scene.now();
        return new ApiToken(
                scene.id(),
                Scene.key(name),
                account.id(),
                name,
                "pat_…1a2B",
                now,
                now.plus(Duration.ofDays(90)),
                Optional.empty());
    }
}
