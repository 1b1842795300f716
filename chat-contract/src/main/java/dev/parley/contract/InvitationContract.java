package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Role;
import dev.parley.core.port.InvitationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Holds an {@link InvitationStore} to its port, and the journal to what it says.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface InvitationContract extends StoresContract {

    Outcome NOTHING = new Outcome.Refused(ErrorCode.NOT_FOUND);

    @Test
    default void anInvitationReadsBackForWhoRulesAndForNobodyElse(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Invitation invitation = invitation(scene, alice, group, OptionalInt.of(3), Optional.of(Duration.ofDays(1)));
        InvitationStore invitations = scene.stores().invitations();

        assertThat(invitations.add(invitation, Scene.key("one"))).isTrue();

        scene.reopen();
        assertThat(held(scene, alice, group)).containsExactly(invitation);
        assertThat(held(scene, bob, group)).isEmpty();
        assertThat(held(scene, scene.person("carol"), group)).isEmpty();
        assertThat(scene.stores().invitations().find(Scene.key("one"))).contains(group);
        assertThat(scene.stores().invitations().find(Scene.key("other"))).isEmpty();
    }

    @Test
    default void p17_onlyWhoRulesMakesAndRevokesInvitations(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        ConversationId direct = scene.direct(alice, bob);
        InvitationStore invitations = scene.stores().invitations();
        Invitation hers = made(scene, alice, group, "hers", OptionalInt.empty());

        assertThat(invitations.add(unlimited(scene, bob, group), Scene.key("his")))
                .isFalse();
        assertThat(invitations.add(unlimited(scene, alice, direct), Scene.key("direct")))
                .isFalse();
        assertThat(invitations.revoke(bob.id(), group, hers.id(), scene.now())).isFalse();
        assertThat(invitations.revoke(alice.id(), direct, hers.id(), scene.now()))
                .isFalse();
        assertThat(held(scene, alice, group)).containsExactly(hers);
    }

    @Test
    default void whoComesByAnInvitationIsAMemberAndNoMore(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice);
        made(scene, alice, group, "one", OptionalInt.of(2));

        Outcome outcome = redeem(scene, bob, group, "one");

        assertThat(Scene.change(outcome).kind()).isEqualTo(ChangeKind.MEMBER_JOINED);
        assertThat(scene.stores().conversations().item(bob.id(), group).map(ConversationItem::role))
                .contains(Role.MEMBER);
        assertThat(redeem(scene, bob, group, "one")).isEqualTo(new Outcome.Unchanged());
        assertThat(held(scene, alice, group)).map(Invitation::usesLeft).containsExactly(OptionalInt.of(1));
    }

    @Test
    default void p17_usedUpExpiredRevokedAndOthersInvitationsAreNone(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId group = scene.group(alice, carol);
        made(scene, alice, group, "used up", OptionalInt.of(1));
        redeem(scene, scene.person("dora"), group, "used up");
        Invitation revoked = made(scene, alice, group, "revoked", OptionalInt.empty());
        scene.stores().invitations().revoke(alice.id(), group, revoked.id(), scene.now());
        Invitation brief = invitation(scene, alice, group, OptionalInt.empty(), Optional.of(Duration.ofSeconds(1)));
        scene.stores().invitations().add(brief, Scene.key("expired"));
        scene.now();
        made(scene, carol, scene.group(carol), "another's", OptionalInt.empty());

        assertThat(List.of("used up", "revoked", "expired", "another's", "nobody's"))
                .allSatisfy(
                        secret -> assertThat(redeem(scene, bob, group, secret)).isEqualTo(NOTHING));
        assertThat(held(scene, alice, group)).isEmpty();
        assertThat(scene.stores().conversations().item(bob.id(), group)).isEmpty();
    }

    @Test
    default void p17_whoWasBannedDoesNotComeBackByAnInvitationAndWhoWasRemovedDoes(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId group = scene.group(alice, bob, carol);
        scene.commit(scene.removing(alice, group, bob, true));
        scene.commit(scene.removing(alice, group, carol, false));
        made(scene, alice, group, "one", OptionalInt.empty());

        assertThat(redeem(scene, bob, group, "one")).isEqualTo(NOTHING);
        assertThat(redeem(scene, carol, group, "one")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    default void p17_anInvitationHoldsWhileWhoMadeItRules(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        scene.commit(scene.appointing(alice, group, bob, Role.MODERATOR));
        made(scene, bob, group, "his", OptionalInt.empty());
        scene.commit(scene.appointing(alice, group, bob, Role.MEMBER));

        assertThat(redeem(scene, scene.person("carol"), group, "his")).isEqualTo(NOTHING);
    }

    @Test
    default void p17_fiftyAtOnceUseAnInvitationForSevenSevenTimes(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = scene.group(alice);
        made(scene, alice, group, "one", OptionalInt.of(7));
        List<Account> crowd =
                IntStream.range(0, 50).mapToObj(i -> scene.person("user" + i)).toList();

        List<Outcome> outcomes = Crowd.atOnce(50, i -> redeem(scene, crowd.get(i), group, "one"));

        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(7);
        assertThat(outcomes).filteredOn(NOTHING::equals).hasSize(43);
        assertThat(scene.stores()
                        .conversations()
                        .item(alice.id(), group)
                        .orElseThrow()
                        .conversation()
                        .members())
                .isEqualTo(8);
    }

    @Test
    default void p17_severalInOneBatchUseNoMoreThanThereIs(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = scene.group(alice);
        made(scene, alice, group, "one", OptionalInt.of(2));
        List<Command> batch = IntStream.range(0, 3)
                .mapToObj(i -> (Command) redeeming(scene, scene.person("user" + i), group, "one"))
                .toList();

        List<Outcome> outcomes = scene.commit(batch);

        assertThat(outcomes.get(2)).isEqualTo(NOTHING);
        assertThat(outcomes.subList(0, 2)).allMatch(Outcome.Done.class::isInstance);
        assertThat(redeem(scene, scene.person("late"), group, "one")).isEqualTo(NOTHING);
    }

    @Test
    default void p17_nobodyComesOnceItsRevocationIsAnswered(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = scene.group(alice);
        Invitation one = made(scene, alice, group, "one", OptionalInt.empty());
        List<Account> crowd =
                IntStream.range(0, 20).mapToObj(i -> scene.person("user" + i)).toList();
        AtomicLong answered = new AtomicLong();

        Crowd.atOnce(5, i -> {
            if (i == 4) {
                scene.stores().invitations().revoke(alice.id(), group, one.id(), scene.now());
                answered.set(top(scene, group));
                return 0;
            }
            for (int guest = 0; guest < 5; guest++) {
                redeem(scene, crowd.get(i * 5 + guest), group, "one");
            }
            return 0;
        });

        assertThat(top(scene, group)).isEqualTo(answered.get());
    }

    @Test
    default void whereNobodyComesNoUseIsSpent(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice);
        made(scene, alice, group, "secret", OptionalInt.of(1));

        scene.commit(List.of(
                scene.archiving(alice, group, true),
                redeeming(scene, bob, group, "secret"),
                scene.archiving(alice, group, false)));

        assertThat(redeem(scene, bob, group, "secret")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    default void thePagesOfInvitationsHoldAllOnce(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = scene.group(alice);
        List<Invitation> all = IntStream.range(0, 5)
                .mapToObj(i -> made(scene, alice, group, "secret " + i, OptionalInt.empty()))
                .toList();

        assertThat(held(scene, alice, group)).containsExactlyInAnyOrderElementsOf(all);
    }

    private static List<Invitation> held(Scene scene, Account member, ConversationId conversation) {
        Instant now = scene.now();
        return Pages.all(cursor -> scene.stores().invitations().of(member.id(), conversation, now, cursor, 2));
    }

    private static long top(Scene scene, ConversationId room) {
        return scene.stores().journal().log(room, 0, 1).top();
    }

    private static Outcome redeem(Scene scene, Account account, ConversationId group, String secret) {
        return scene.commit(redeeming(scene, account, group, secret));
    }

    private static Command.Redeem redeeming(Scene scene, Account account, ConversationId group, String secret) {
        return new Command.Redeem(scene.id(), account.id(), group, scene.now(), Scene.key(secret));
    }

    private static Invitation made(
            Scene scene, Account account, ConversationId group, String secret, OptionalInt uses) {
        Invitation invitation = invitation(scene, account, group, uses, Optional.empty());
        assertThat(scene.stores().invitations().add(invitation, Scene.key(secret)))
                .isTrue();
        return invitation;
    }

    private static Invitation unlimited(Scene scene, Account account, ConversationId group) {
        return invitation(scene, account, group, OptionalInt.empty(), Optional.empty());
    }

    private static Invitation invitation(
            Scene scene, Account account, ConversationId group, OptionalInt uses, Optional<Duration> holds) {
        Instant now = scene.now();
        return new Invitation(scene.id(), group, account.id(), uses, now, holds.map(now::plus));
    }
}
