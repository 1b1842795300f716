package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Session;
import dev.parley.core.port.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link SessionStore} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface SessionStoreContract extends StoresContract {

    /** More than any test has. */
    int MANY = 100;

    @Test
    default void aSessionReadsBackAsItWasStored(Scene scene) {
        Session session = store(scene, scene.person("alice"), "one");

        assertThat(scene.stores().sessions().find(session.key())).contains(session);
    }

    @Test
    default void aSessionIsThereAfterReopening(Scene scene) {
        Session session = store(scene, scene.person("alice"), "one");

        scene.reopen();

        assertThat(scene.stores().sessions().find(session.key())).contains(session);
    }

    @Test
    default void anUnknownKeyFindsNothing(Scene scene) {
        store(scene, scene.person("alice"), "one");

        assertThat(scene.stores().sessions().find(Scene.key("other"))).isEmpty();
    }

    @Test
    default void theSessionsOfADisabledAccountAreNotFound(Scene scene) {
        Session session = store(scene, scene.newcomer("gone").disabled().enter(), "one");

        assertThat(scene.stores().sessions().find(session.key())).isEmpty();
    }

    @Test
    default void useIsNoted(Scene scene) {
        Session session = store(scene, scene.person("alice"), "one");
        Instant later = scene.now();

        scene.stores().sessions().touch(session.key(), later);

        assertThat(scene.stores().sessions().find(session.key()).orElseThrow())
                .returns(later, Session::usedAt)
                .returns(session.createdAt(), Session::createdAt)
                .returns(session.expiresAt(), Session::expiresAt);
    }

    @Test
    default void usingWhatIsNotThereMakesNothing(Scene scene) {
        scene.stores().sessions().touch(Scene.key("one"), scene.now());

        assertThat(scene.stores().sessions().find(Scene.key("one"))).isEmpty();
    }

    @Test
    default void aSessionEndsOnce(Scene scene) {
        Account alice = scene.person("alice");
        Session ended = store(scene, alice, "one");
        Session other = store(scene, alice, "two");
        SessionStore sessions = scene.stores().sessions();

        sessions.delete(ended.key());
        sessions.delete(ended.key());

        assertThat(sessions.find(ended.key())).isEmpty();
        assertThat(sessions.find(other.key())).contains(other);
    }

    @Test
    default void aboveTheMostTheLongestUnusedAreDropped(Scene scene) {
        Account alice = scene.person("alice");
        List<Session> earlier = List.of(store(scene, alice, "1"), store(scene, alice, "2"), store(scene, alice, "3"));
        Session others = store(scene, scene.person("bob"), "bob's");
        SessionStore sessions = scene.stores().sessions();
        sessions.touch(earlier.get(0).key(), scene.now());

        List<String> dropped =
                sessions.insert(session(scene, alice, "4"), Optional.empty(), 2).orElseThrow();

        assertThat(dropped)
                .containsExactlyInAnyOrder(earlier.get(1).key(), earlier.get(2).key());
        assertThat(found(scene, "1", "2", "3", "4")).containsExactly("1", "4");
        assertThat(sessions.find(others.key())).isPresent();
    }

    @Test
    default void upToTheMostNothingIsDropped(Scene scene) {
        Account alice = scene.person("alice");
        store(scene, alice, "1");

        Optional<List<String>> dropped =
                scene.stores().sessions().insert(session(scene, alice, "2"), Optional.empty(), 2);

        assertThat(dropped).contains(List.of());
        assertThat(found(scene, "1", "2")).containsExactly("1", "2");
    }

    @Test
    default void theNewSessionIsNeverDropped(Scene scene) {
        Account alice = scene.person("alice");
        Session unused = session(scene, alice, "new");
        store(scene, alice, "used later");

        scene.stores().sessions().insert(unused, Optional.empty(), 1);

        assertThat(found(scene, "new", "used later")).containsExactly("new");
    }

    @Test
    default void a14_allOthersOfTheAccountEnd(Scene scene) {
        Account alice = scene.person("alice");
        List<Session> own = List.of(store(scene, alice, "1"), store(scene, alice, "2"), store(scene, alice, "3"));
        store(scene, scene.person("bob"), "bob's");

        List<String> ended = scene.stores().sessions().deleteOthers(alice.id(), Scene.key("2"));

        assertThat(ended).containsExactlyInAnyOrder(own.get(0).key(), own.get(2).key());
        assertThat(found(scene, "1", "2", "3", "bob's")).containsExactly("2", "bob's");
    }

    @Test
    default void a14_aSessionEarnedByTheAccountsPasswordIsStored(Scene scene) {
        Account alice = scene.person("alice");
        Account guest = scene.newcomer("guest").enter();
        scene.stores().accounts().replacePassword(guest.id(), "hash of guest", "");
        SessionStore sessions = scene.stores().sessions();

        assertThat(sessions.insert(session(scene, alice, "hers"), Optional.of("hash of alice"), MANY))
                .contains(List.of());
        assertThat(sessions.insert(session(scene, guest, "guest's"), Optional.of(""), MANY))
                .contains(List.of());

        assertThat(found(scene, "hers", "guest's")).containsExactly("hers", "guest's");
    }

    @Test
    default void a14_aSessionEarnedByAFormerPasswordIsNotStoredAndDropsNothing(Scene scene) {
        Account alice = scene.person("alice");
        store(scene, alice, "earlier");
        scene.stores().accounts().replacePassword(alice.id(), "hash of alice", "new hash");

        Optional<List<String>> dropped =
                scene.stores().sessions().insert(session(scene, alice, "late"), Optional.of("hash of alice"), 1);

        assertThat(dropped).isEmpty();
        assertThat(found(scene, "earlier", "late")).containsExactly("earlier");
    }

    @Test
    default void a14_noLogInWithTheFormerPasswordOutlivesItsChange(Scene scene) {
        Account alice = scene.person("alice");
        SessionStore sessions = scene.stores().sessions();
        String[] words = IntStream.range(0, 16).mapToObj(i -> "log-in " + i).toArray(String[]::new);

        Crowd.atOnce(17, i -> {
            if (i < 16) {
                return sessions.insert(session(scene, alice, words[i]), Optional.of("hash of alice"), MANY)
                        .isPresent();
            }
            boolean changed = scene.stores().accounts().replacePassword(alice.id(), "hash of alice", "new hash");
            sessions.deleteOthers(alice.id(), Scene.key("kept"));
            return changed;
        });

        assertThat(found(scene, words)).isEmpty();
    }

    @Test
    default void expiredAndIdleSessionsAreForgotten(Scene scene) {
        Account alice = scene.person("alice");
        Session first = store(scene, alice, "first");
        Session idle = store(scene, alice, "idle");
        scene.stores().sessions().touch(first.key(), scene.now());
        Session last = store(scene, alice, "last");

        SessionStore sessions = scene.stores().sessions();

        assertThat(sessions.deleteExpired(last.createdAt(), last.createdAt().minusMillis(1_500)))
                .containsExactly(idle.key());

        assertThat(found(scene, "first", "idle", "last")).containsExactly("first", "last");

        assertThat(sessions.deleteExpired(first.expiresAt().plusMillis(1), Instant.EPOCH))
                .containsExactly(first.key());

        assertThat(found(scene, "first", "idle", "last")).containsExactly("last");
    }

    private static Session session(Scene scene, Account account, String word) {
        Instant now = scene.now();
        return new Session(Scene.key(word), account.id(), now, now, now.plus(Duration.ofDays(30)));
    }

    private static Session store(Scene scene, Account account, String word) {
        Session session = session(scene, account, word);
        scene.stores().sessions().insert(session, Optional.empty(), MANY);
        return session;
    }

    private static List<String> found(Scene scene, String... words) {
        return Stream.of(words)
                .filter(word -> scene.stores().sessions().find(Scene.key(word)).isPresent())
                .toList();
    }
}
