package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.DisplayName;
import dev.parley.core.model.Draft;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Message;
import dev.parley.core.model.NewToken;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Registration;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Holds several chats on one storage, as several processes are, to what they promise together: they are one chat.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface ProcessesContract {

    /** With the bus another process shows what is committed at once; how long it may take at the very worst here. */
    Duration AT_ONCE = Duration.ofSeconds(1);

    /** Without it the comparison finds it, as soon as is promised. */
    Duration COMPARED = Duration.ofSeconds(5);

    /** Stores over the storage of this test, as one more process opens them. */
    Stores open();

    private Two two() {
        Two two = new Two(this, bus -> bus);
        two.meet();
        return two;
    }

    private Two twoThatDoNotHearEachOther() {
        return new Two(this, bus -> new UnreliableBus(bus, 1, 1));
    }

    @Test
    default void g5_whatOneProcessCommitsAnotherShowsAtOnce() {
        try (Two two = two()) {
            Follower follower = new Follower();
            two.there.subscribe(two.bob.id(), List.of(), follower);

            Message first = two.post(two.here, two.alice, "one");
            follower.awaitSeq(first.conversation(), first.seq(), AT_ONCE);
            Message second = two.post(two.here, two.alice, "two");

            assertThat(follower.awaitSeq(second.conversation(), second.seq(), AT_ONCE))
                    .containsExactly(first.seq(), second.seq());
        }
    }

    @Test
    default void g7_withoutAnyBellItIsFoundByComparing() {
        try (Two two = twoThatDoNotHearEachOther()) {
            ConversationId room = two.post(two.here, two.alice, "one").conversation();
            Follower follower = new Follower();
            two.there.subscribe(two.bob.id(), List.of(), follower);

            for (int i = 2; i <= 1_000; i++) {
                two.post(two.here, two.alice, "text " + i);
            }

            assertThat(follower.awaitSeq(room, 1_000, COMPARED)).isEqualTo(oneTo(2, 1_000));
        }
    }

    @Test
    default void g7_aBusThatLosesDoublesAndReordersLosesNothing() {
        List<UnreliableBus> buses = new ArrayList<>();
        try (Two two = new Two(this, bus -> unreliable(bus, buses))) {
            ConversationId room = two.post(two.here, two.alice, "one").conversation();
            Follower left = new Follower();
            Follower right = new Follower();
            two.here.subscribe(two.alice.id(), List.of(), left);
            two.there.subscribe(two.bob.id(), List.of(), right);

            Crowd.atOnce(4, writer -> {
                for (int i = 0; i < 100; i++) {
                    two.post(
                            writer % 2 == 0 ? two.here : two.there,
                            writer % 2 == 0 ? two.alice : two.bob,
                            writer + " wrote " + i);
                }
                return writer;
            });

            assertThat(left.awaitSeq(room, 401, COMPARED)).isEqualTo(oneTo(2, 401));
            assertThat(right.awaitSeq(room, 401, COMPARED)).isEqualTo(oneTo(2, 401));
            assertThat(buses.stream().mapToInt(UnreliableBus::doubled).sum())
                    .as("heard twice")
                    .isPositive();
        }
    }

    private static EventBus unreliable(EventBus bus, List<UnreliableBus> buses) {
        buses.add(new UnreliableBus(bus, 7, 0.2));
        return buses.get(buses.size() - 1);
    }

    @Test
    default void g3_theSameSentThroughBothProcessesAtOnceIsStoredOnce() {
        try (Two two = two()) {
            Draft draft = Draft.text("once").withClientId("the-same");

            List<Posted> posted = Crowd.atOnce(
                    10,
                    i -> (i % 2 == 0 ? two.here : two.there)
                            .messages()
                            .post(Actor.user(two.alice.id()), two.pair(), draft));

            assertThat(posted)
                    .extracting(p -> p.message().id())
                    .containsOnly(posted.get(0).message().id());
            assertThat(posted.stream().filter(p -> !p.duplicate())).hasSize(1);
        }
    }

    @Test
    default void aHostsKeyOpensOneGroupAndOnePairFromBothProcessesAtOnce() {
        try (Two two = two()) {
            HostKey order = new HostKey("order:4711");
            HostKey talk = new HostKey("talk:4711");

            List<ConversationId> groups = Crowd.atOnce(
                    50,
                    i -> (i % 2 == 0 ? two.here : two.there)
                            .hostKeys()
                            .openGroup(Actor.user(two.alice.id()), order, "Order 4711", Set.of(two.bob.id())));
            List<ConversationId> pairs = Crowd.atOnce(
                    50,
                    i -> (i % 2 == 0 ? two.here : two.there)
                            .hostKeys()
                            .openDirect(Actor.user(two.alice.id()), talk, two.bob.id())
                            .conversation());

            assertThat(groups).containsOnly(groups.get(0));
            assertThat(pairs).containsOnly(pairs.get(0)).doesNotContain(groups.get(0));
            assertThat(two.there.hostKeys().find(order)).contains(groups.get(0));
            assertThat(two.here.conversations().direct(Actor.user(two.bob.id()), two.alice.id()))
                    .contains(pairs.get(0));
        }
    }

    @Test
    default void g6_aConversationOpenedElsewhereIsAnnouncedAndComesWhole() {
        try (Two two = two()) {
            Account carol = two.here.accounts().register(Registration.of("carol", "three small words"), "local");
            Follower follower = new Follower();
            two.there.subscribe(two.bob.id(), List.of(), follower);

            Message message = two.here
                    .messages()
                    .post(Actor.user(carol.id()), Pair.of(carol.id(), two.bob.id()), Draft.text("hello"))
                    .message();

            follower.awaitEvent(new ChatEvent.ConversationAdded(message.conversation(), 0), AT_ONCE);
            assertThat(follower.awaitSeq(message.conversation(), 1, AT_ONCE)).containsExactly(1L);
        }
    }

    @Test
    default void g10_whoeverIsSentAwayByOneProcessIsToldNothingMoreByAnother() {
        try (Two two = two()) {
            ConversationId group = two.group();
            Follower follower = new Follower();
            two.there.subscribe(two.bob.id(), List.of(), follower);

            two.remove(group);
            for (int i = 0; i < 100; i++) {
                two.say(group, "between us " + i);
            }

            follower.awaitEvent(new ChatEvent.ConversationRemoved(group), AT_ONCE);
            Message later = two.post(two.here, two.alice, "later");
            follower.awaitSeq(later.conversation(), later.seq(), AT_ONCE);
            assertThat(follower.seqs(group)).containsExactly(1L);
        }
    }

    @Test
    default void g10_withoutAnyBellTheRemovalIsTheLastThatIsTold() {
        try (Two two = twoThatDoNotHearEachOther()) {
            ConversationId group = two.group();
            Follower follower = new Follower();
            two.there.subscribe(two.bob.id(), List.of(), follower);

            two.say(group, "last words");
            two.remove(group);
            two.say(group, "between us");

            follower.awaitEvent(new ChatEvent.ConversationRemoved(group), COMPARED);
            assertThat(follower.seqs(group)).containsExactly(1L, 2L);
        }
    }

    @Test
    default void whoeverIsSentAwayAndBroughtBackByOneProcessHearsAllByAnother() {
        List<UnreliableBus> buses = new ArrayList<>();
        try (Two two = new Two(this, bus -> unreliable(bus, buses))) {
            ConversationId group = two.group();
            Follower follower = new Follower();
            two.there.subscribe(two.bob.id(), List.of(), follower);

            long joined = 0;
            for (int i = 0; i < 20; i++) {
                two.remove(group);
                two.here.conversations().invite(Actor.user(two.alice.id()), group, two.bob.id());
                joined = two.say(group, "welcome back " + i).seq() - 1;
            }
            follower.awaitAdded(group, joined, COMPARED);

            Message last = two.say(group, "do you hear me?");
            assertThat(follower.awaitSeq(group, last.seq(), COMPARED))
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    @Test
    default void whatOneReadsIsToldEverywhereAndOnceWhereItWasRead() {
        try (Two two = two()) {
            Message message = two.post(two.there, two.bob, "read this");
            Follower same = new Follower();
            Follower other = new Follower();
            two.here.subscribe(two.alice.id(), List.of(), same);
            two.there.subscribe(two.alice.id(), List.of(), other);
            ChatEvent moved = new ChatEvent.MarkerMoved(message.conversation(), new Marker(message.seq(), 0));

            two.here.readMarkers().read(Actor.user(two.alice.id()), message.conversation(), message.seq());
            assertThat(same.events()).containsExactly(moved);
            two.here.readMarkers().read(Actor.user(two.alice.id()), message.conversation(), 1);

            other.awaitEvent(moved, AT_ONCE);
            assertThat(same.events()).containsExactly(moved);
        }
    }

    @Test
    default void anotherNameIsToldToItsOwnerEverywhere() {
        try (Two two = two()) {
            Follower same = new Follower();
            Follower other = new Follower();
            two.here.subscribe(two.alice.id(), List.of(), same);
            two.there.subscribe(two.alice.id(), List.of(), other);

            Account renamed = two.here.accounts().rename(Actor.user(two.alice.id()), new DisplayName("Alice L."));

            same.awaitEvent(new ChatEvent.AccountUpdated(renamed), AT_ONCE);
            other.awaitEvent(new ChatEvent.AccountUpdated(renamed), AT_ONCE);
        }
    }

    @Test
    default void g10_aSessionThatEndsHereIsOverThere() {
        try (Two two = two()) {
            Caller caller = two.caller(two.here, two.alice);
            Follower follower = new Follower();
            two.there.subscribe(caller, follower);

            two.here.sessions().logOut(caller);

            follower.awaitEnding(Ending.SESSION_OVER, AT_ONCE);
        }
    }

    @Test
    default void g10_withoutAnyBellTooWithinSeconds() {
        try (Two two = twoThatDoNotHearEachOther()) {
            Caller caller = two.caller(two.here, two.alice);
            Follower follower = new Follower();
            two.there.subscribe(caller, follower);

            two.here.sessions().logOut(caller);

            follower.awaitEnding(Ending.SESSION_OVER, COMPARED);
        }
    }

    @Test
    default void g10_anotherPasswordEndsTheOtherSessionsThere() {
        try (Two two = two()) {
            Caller changing = two.caller(two.here, two.alice);
            Follower kept = new Follower();
            Follower ended = new Follower();
            two.there.subscribe(changing, kept);
            two.there.subscribe(two.caller(two.there, two.alice), ended);

            two.here.sessions().changePassword(changing, "three small words", "four even smaller words");

            ended.awaitEnding(Ending.SESSION_OVER, AT_ONCE);
            assertThat(kept.ending()).isEmpty();
        }
    }

    @Test
    default void g10_aTokenThatIsRevokedHereIsOverThere() {
        try (Two two = two()) {
            Caller alice = two.caller(two.here, two.alice);
            NewToken token = two.here.tokens().create(alice, "script", 1);
            Follower follower = new Follower();
            two.there.subscribe(
                    two.there.sessions().authenticate(token.secret()).orElseThrow(), follower);

            two.here.tokens().revoke(alice, token.token().id());

            follower.awaitEnding(Ending.SESSION_OVER, AT_ONCE);
        }
    }

    @Test
    default void g10_aDisabledAccountHearsNothingAnywhere() {
        try (Two two = two()) {
            List<Follower> followers = new ArrayList<>();
            for (Chat chat : List.of(two.here, two.there)) {
                Follower bySession = new Follower();
                Follower byHost = new Follower();
                chat.subscribe(two.caller(chat, two.alice), bySession);
                chat.subscribe(two.alice.id(), List.of(), byHost);
                followers.addAll(List.of(bySession, byHost));
            }

            two.here.administration().disable(two.alice.id());

            followers.forEach(follower -> follower.awaitEnding(Ending.SESSION_OVER, AT_ONCE));
        }
    }

    @Test
    default void aRenewedEpochLetsEverybodyStartAfreshEverywhere() {
        try (Two two = two()) {
            String before = two.there.epoch();
            Follower same = new Follower();
            Follower other = new Follower();
            two.here.subscribe(two.alice.id(), List.of(), same);
            two.there.subscribe(two.bob.id(), List.of(), other);

            two.here.administration().renewEpoch();

            same.awaitEnding(Ending.EPOCH_RENEWED, AT_ONCE);
            other.awaitEnding(Ending.EPOCH_RENEWED, AT_ONCE);
            assertThat(two.there.epoch()).isEqualTo(two.here.epoch()).isNotEqualTo(before);
        }
    }

    private static List<Long> oneTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
