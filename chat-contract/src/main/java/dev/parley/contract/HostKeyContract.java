package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Participant;
import dev.parley.core.port.Journal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Journal} and its readers to the keys under which hosts open conversations.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface HostKeyContract extends StoresContract {

    HostKey ORDER = new HostKey("order:4711");

    @Test
    default void aGroupIsOpenedOnceForAKeyWhateverIsAskedForLater(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");

        Outcome.Opened first = group(scene, alice, ORDER, bob);
        Outcome.Opened second = group(scene, bob, ORDER, scene.person("carol"));

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(second.conversation()).isEqualTo(first.conversation());
        assertThat(scene.stores().conversations().byKey(ORDER))
                .contains(first.conversation().id());
        assertThat(members(scene, alice, first.conversation().id())).containsExactlyInAnyOrder(alice, bob);
    }

    @Test
    default void otherKeysAreOtherGroups(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId one = group(scene, alice, ORDER).conversation().id();

        assertThat(scene.stores().conversations().byKey(new HostKey("Order:4711")))
                .isEmpty();
        assertThat(group(scene, alice, new HostKey("Order:4711")).conversation().id())
                .isNotEqualTo(one);
        assertThat(group(scene, alice, new HostKey("order:471")).conversation().id())
                .isNotEqualTo(one);
    }

    @Test
    default void ofFiftyWhoOpenAKeyAtOnceAllHaveTheSameGroup(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");

        List<Outcome.Opened> opened =
                Crowd.atOnce(50, i -> i % 2 == 0 ? group(scene, alice, ORDER, bob) : group(scene, bob, ORDER, alice));

        assertThat(opened)
                .extracting(one -> one.conversation().id())
                .containsOnly(scene.stores().conversations().byKey(ORDER).orElseThrow());
        assertThat(opened).filteredOn(Outcome.Opened::created).hasSize(1);
    }

    @Test
    default void twoKeysOpenedInAnyOrderInOneBatchAllSucceed(Scene scene) {
        Account alice = scene.person("alice");
        List<HostKey> keys = List.of(new HostKey("a"), new HostKey("b"));

        List<List<Outcome>> opened = Crowd.atOnce(
                8,
                i -> scene.commit(
                        List.of(creating(scene, alice, keys.get(i % 2)), creating(scene, alice, keys.get(1 - i % 2)))));

        assertThat(opened.stream().flatMap(List::stream))
                .filteredOn(outcome -> ((Outcome.Opened) outcome).created())
                .hasSize(2);
    }

    @Test
    default void aKeyTwiceInOneBatchIsOneGroup(Scene scene) {
        Account alice = scene.person("alice");

        List<Outcome> opened = scene.commit(List.of(creating(scene, alice, ORDER), creating(scene, alice, ORDER)));

        assertThat(opened).extracting(one -> ((Outcome.Opened) one).created()).containsExactly(true, false);
        assertThat(scene.stores().conversations().positions(alice.id())).hasSize(1);
    }

    @Test
    default void aPairIsOpenedUnderAKeyOrGivenOneWhereItIsThere(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId there = scene.direct(alice, carol);
        HostKey other = new HostKey("order:4712");

        ConversationId fresh = direct(scene, alice, bob, ORDER);

        assertThat(direct(scene, alice, carol, other)).isEqualTo(there);
        assertThat(scene.direct(bob, alice)).isEqualTo(fresh);
        assertThat(direct(scene, bob, alice, ORDER)).isEqualTo(fresh);
        assertThat(scene.stores().conversations().byKey(ORDER)).contains(fresh);
        assertThat(scene.stores().conversations().byKey(other)).contains(there);
    }

    @Test
    default void aPairHasTheLastOfItsKeys(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        HostKey later = new HostKey("order:4712");

        ConversationId first = direct(scene, alice, bob, ORDER);
        ConversationId second = direct(scene, alice, bob, later);

        assertThat(second).isEqualTo(first);
        assertThat(scene.stores().conversations().byKey(later)).contains(first);
        assertThat(scene.stores().conversations().byKey(ORDER)).isEmpty();
    }

    @Test
    default void ofFiftyWhoOpenAPairWithAndWithoutAKeyAllHaveTheSame(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");

        List<ConversationId> opened =
                Crowd.atOnce(50, i -> i % 2 == 0 ? direct(scene, alice, bob, ORDER) : scene.direct(bob, alice));

        assertThat(opened).containsOnly(opened.get(0));
        assertThat(scene.stores().conversations().byKey(ORDER)).contains(opened.get(0));
    }

    @Test
    default void aKeyIsThereAfterReopening(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = group(scene, alice, ORDER).conversation().id();

        scene.reopen();

        assertThat(scene.stores().conversations().byKey(ORDER)).contains(group);
    }

    private static Command.Create creating(Scene scene, Account owner, HostKey key, Account... members) {
        Set<AccountId> others = Arrays.stream(members).map(Account::id).collect(Collectors.toSet());
        long id = scene.id();
        return new Command.Create(
                id,
                owner.id(),
                new ConversationId(id),
                scene.now(),
                ConversationKind.GROUP,
                "Order",
                Optional.empty(),
                others,
                Optional.of(key));
    }

    private static Outcome.Opened group(Scene scene, Account owner, HostKey key, Account... members) {
        return (Outcome.Opened) scene.commit(creating(scene, owner, key, members));
    }

    private static ConversationId direct(Scene scene, Account actor, Account other, HostKey key) {
        Command.OpenDirect open = new Command.OpenDirect(
                scene.id(), actor.id(), Pair.of(actor.id(), other.id()), scene.now(), Optional.of(key));
        return ((Outcome.Opened) scene.commit(open)).conversation().id();
    }

    private static List<Account> members(Scene scene, Account reader, ConversationId id) {
        return scene
                .stores()
                .conversations()
                .participants(reader.id(), id, Optional.empty(), 100)
                .orElseThrow()
                .items()
                .stream()
                .map(Participant::person)
                .map(person -> scene.stores().accounts().byId(person.id()).orElseThrow())
                .toList();
    }
}
