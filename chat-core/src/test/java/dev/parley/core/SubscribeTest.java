package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Subscriber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that happens to one account, live. */
class SubscribeTest {

    private final Chat chat = Chat.inMemory();
    private final Account alice = person("alice");
    private final Account bob = person("bob");
    private final Account carol = person("carol");
    private final Told told = new Told();

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void g6_everyChangeOfEveryConversationComesFromWhereTheyStoodOn() {
        Message first = post(bob, alice, "before");
        chat.subscribe(caller(alice), told);

        Message second = post(alice, bob, "after");
        chat.messages().edit(Actor.user(alice.id()), second.id(), "edited");
        chat.messages().delete(Actor.user(bob.id()), first.id());

        assertThat(told.untilClosed(chat))
                .containsExactly(
                        "started " + List.of(new Position(first.conversation(), 1)),
                        "2 MESSAGE_CREATED",
                        "3 MESSAGE_EDITED",
                        "4 MESSAGE_DELETED",
                        "ended CLOSED");
    }

    @Test
    void g6_aConversationThatIsOpenedLaterIsAnnouncedAndComesWhole() {
        chat.subscribe(caller(alice), told);

        ConversationId opened = post(bob, alice, "hello").conversation();
        post(alice, bob, "hello yourself");

        assertThat(told.untilClosed(chat))
                .containsExactly(
                        "started []",
                        new ChatEvent.ConversationAdded(opened, 0).toString(),
                        "1 MESSAGE_CREATED",
                        "2 MESSAGE_CREATED",
                        "ended CLOSED");
    }

    @Test
    void aGroupToWhichOneIsBroughtIsAnnouncedAndLiveFromThenOn() {
        ConversationId group = group(alice, carol);
        chat.subscribe(caller(bob), told);

        say(alice, group, "before");
        chat.conversations().invite(Actor.user(alice.id()), group, bob.id());
        say(alice, group, "after");
        told.await("3 MESSAGE_CREATED");

        assertThat(told.untilClosed(chat))
                .containsExactly(
                        "started []",
                        new ChatEvent.ConversationAdded(group, 2).toString(),
                        "3 MESSAGE_CREATED",
                        "ended CLOSED");
    }

    @Test
    void everybodyIsToldOfAGroupThatIsOpenedWithHim() {
        chat.subscribe(caller(bob), told);

        ConversationId group = group(alice, bob);
        say(alice, group, "hello");

        assertThat(told.untilClosed(chat))
                .containsExactly(
                        "started []",
                        new ChatEvent.ConversationAdded(group, 0).toString(),
                        "1 MESSAGE_CREATED",
                        "ended CLOSED");
    }

    @Test
    void g10_whoeverIsSentAwayIsToldThatAndNothingMore() {
        ConversationId group = group(alice, bob);
        chat.subscribe(caller(bob), told);

        say(alice, group, "last words");
        chat.conversations().remove(Actor.user(alice.id()), group, bob.id(), false);
        say(alice, group, "between us");

        assertThat(told.untilClosed(chat))
                .containsExactly(
                        "started " + List.of(new Position(group, 0)),
                        "1 MESSAGE_CREATED",
                        "2 MEMBER_LEFT",
                        new ChatEvent.ConversationRemoved(group).toString(),
                        "ended CLOSED");
    }

    @Test
    void whoeverIsBroughtBackHearsAllThatFollows() {
        ConversationId group = group(alice, bob);
        chat.subscribe(caller(bob), told);

        chat.conversations().remove(Actor.user(alice.id()), group, bob.id(), true);
        say(alice, group, "between us");
        chat.conversations().invite(Actor.user(alice.id()), group, bob.id());
        say(alice, group, "welcome back");

        assertThat(told.untilClosed(chat))
                .containsExactly(
                        "started " + List.of(new Position(group, 0)),
                        "1 MEMBER_LEFT",
                        new ChatEvent.ConversationRemoved(group).toString(),
                        new ChatEvent.ConversationAdded(group, 3).toString(),
                        "4 MESSAGE_CREATED",
                        "ended CLOSED");
    }

    private ConversationId group(Account owner, Account other) {
        return chat.conversations()
                .create(
                        Actor.user(owner.id()),
                        ConversationKind.GROUP,
                        "Friends",
                        Optional.empty(),
                        Set.of(other.id()));
    }

    private void say(Account sender, ConversationId group, String text) {
        chat.messages().post(Actor.user(sender.id()), group, Draft.text(text));
    }

    @Test
    void g9_whatOthersSayToEachOtherIsNotHeard() {
        post(bob, carol, "before");
        chat.subscribe(caller(alice), told);

        post(carol, bob, "between us");

        assertThat(told.untilClosed(chat)).containsExactly("started []", "ended CLOSED");
    }

    @Test
    void whoeverClosesHearsNoMore() {
        Subscription subscription = chat.subscribe(caller(alice), told);

        subscription.close();
        post(bob, alice, "are you there?");

        assertThat(told.untilClosed(chat)).containsExactly("started []");
    }

    @Test
    void g10_aSessionThatIsOverHearsNothing() {
        Caller gone = caller(alice);
        chat.sessions().logOut(gone);

        chat.subscribe(gone, told);
        post(bob, alice, "are you there?");

        assertThat(told.untilClosed(chat)).containsExactly("started []", "ended SESSION_OVER");
    }

    private Account person(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private Caller caller(Account account) {
        String secret = chat.sessions().start(account).secret();
        return chat.sessions().authenticate(secret).orElseThrow();
    }

    private Message post(Account from, Account to, String text) {
        return chat.messages()
                .post(Actor.user(from.id()), Pair.of(from.id(), to.id()), Draft.text(text))
                .message();
    }

    /** Writes down what it is told; posting in memory returns after that. */
    private static final class Told implements Subscriber {

        private final List<String> events = new CopyOnWriteArrayList<>();

        /** Waits for it: whoever comes while his listener still begins is told what follows a moment later. */
        void await(String event) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!events.contains(event) && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        }

        /** All it was told by the time the chat has closed, which finishes what was accepted. */
        List<String> untilClosed(Chat chat) {
            chat.close();
            return events;
        }

        @Override
        public void started(List<Position> positions) {
            events.add("started " + positions);
        }

        @Override
        public void changed(Envelope envelope) {
            envelope.changes().forEach(change -> events.add(change.seq() + " " + change.kind()));
        }

        @Override
        public void happened(ChatEvent event) {
            events.add(event.toString());
        }

        @Override
        public void ended(Ending why) {
            events.add("ended " + why);
        }
    }
}
