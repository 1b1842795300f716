package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Seen;
import dev.parley.core.port.MarkerStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link MarkerStore} to what it shows of how far others have read.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface SeenContract extends StoresContract {

    @Test
    default void howFarEachHasReadIsSeenByWhoeverIsThere(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId group = scene.group(alice, bob, carol);
        scene.posts(alice, group, "text", 3);

        scene.stores().markers().read(bob.id(), group, 2);

        List<Seen> all = List.of(new Seen(alice.id(), 3), new Seen(bob.id(), 2), new Seen(carol.id(), 0));
        assertThat(seen(scene, alice, group)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(seen(scene, bob, group)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void whatIsMarkedAsUnreadWasSeenAllTheSame(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 3);
        scene.stores().markers().read(bob.id(), room, 3);

        scene.stores().markers().unreadFrom(bob.id(), room, 1);

        assertThat(seen(scene, alice, room)).contains(new Seen(bob.id(), 3));
    }

    @Test
    default void whoDoesNotShareItIsNotSeenAndSeesNobody(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId group = scene.group(alice, bob, carol);
        scene.post(alice, group, "text");
        List.of(bob, carol).forEach(reader -> scene.stores().markers().read(reader.id(), group, 1));

        scene.stores().settings().shareReading(bob.id(), false);

        assertThat(scene.stores().settings().sharesReading(bob.id())).isFalse();
        assertThat(seen(scene, alice, group))
                .containsExactlyInAnyOrder(new Seen(alice.id(), 1), new Seen(carol.id(), 1));
        assertThat(seen(scene, bob, group)).isEmpty();

        scene.stores().settings().shareReading(bob.id(), true);

        assertThat(scene.stores().settings().sharesReading(bob.id())).isTrue();
        assertThat(seen(scene, bob, group)).hasSize(3);
    }

    @Test
    default void whoHasGoneIsNotSeen(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        scene.post(bob, group, "text");

        scene.commit(scene.removing(alice, group, bob, false));

        assertThat(seen(scene, alice, group)).containsExactly(new Seen(alice.id(), 0));
        assertThat(scene.stores().markers().seen(bob.id(), group)).isEmpty();
    }

    @Test
    default void inAChannelAndAmongMoreThanFiftyNobodyIsSeen(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId channel = scene.channel(alice, "Everybody");
        ConversationId fifty = scene.group(alice, people(scene, "one", 49));
        ConversationId more = scene.group(alice, people(scene, "two", 50));

        List.of(channel, fifty, more).forEach(room -> scene.post(alice, room, "text"));

        assertThat(seen(scene, alice, channel)).isEmpty();
        assertThat(seen(scene, alice, fifty)).hasSize(50).contains(new Seen(alice.id(), 1));
        assertThat(seen(scene, alice, more)).isEmpty();
    }

    private static Account[] people(Scene scene, String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> scene.person(name + i)).toArray(Account[]::new);
    }

    @Test
    default void g9_aStrangerSeesNobodyHereOrAnywhere(Scene scene) {
        Account alice = scene.person("alice");
        Account mallory = scene.person("mallory");
        ConversationId room = scene.direct(alice, scene.person("bob"));
        scene.post(alice, room, "text");
        MarkerStore markers = scene.stores().markers();

        assertThat(markers.seen(mallory.id(), room))
                .isEqualTo(markers.seen(mallory.id(), new ConversationId(scene.id())))
                .isEqualTo(Optional.empty());
    }

    private static List<Seen> seen(Scene scene, Account reader, ConversationId room) {
        return scene.stores().markers().seen(reader.id(), room).orElseThrow();
    }
}
