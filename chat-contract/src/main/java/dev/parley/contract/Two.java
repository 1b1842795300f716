package dev.parley.contract;

import dev.parley.core.Chat;
import dev.parley.core.Subscription;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Two chats on one storage, as two processes are: alice is at the first, bob at the second.
 *
 * <p>Thread rule: as JUnit's tests.
 */
final class Two implements AutoCloseable {

    private static final Duration MEETING = Duration.ofSeconds(20);

    final Chat here;
    final Chat there;
    final Account alice;
    final Account bob;

    Two(ProcessesContract contract, UnaryOperator<EventBus> bus) {
        here = chat(contract.open(), bus);
        there = chat(contract.open(), bus);
        alice = here.accounts().register(Registration.of("alice", "three small words"), "local");
        bob = there.accounts().register(Registration.of("bob", "three small words"), "local");
    }

    private static Chat chat(Stores stores, UnaryOperator<EventBus> bus) {
        return Chat.builder()
                .stores(stores)
                .limits(Limits.defaults().withoutRates())
                .bus(bus.apply(stores.bus()))
                .build();
    }

    Pair pair() {
        return Pair.of(alice.id(), bob.id());
    }

    Message post(Chat chat, Account from, String text) {
        return chat.messages()
                .post(Actor.user(from.id()), pair(), Draft.text(text))
                .message();
    }

    /** One of alice's, with bob in it. */
    ConversationId group() {
        return here.conversations()
                .create(Actor.user(alice.id()), ConversationKind.GROUP, "Friends", Optional.empty(), Set.of(bob.id()));
    }

    Message say(ConversationId group, String text) {
        return here.messages()
                .post(Actor.user(alice.id()), group, Draft.text(text))
                .message();
    }

    void remove(ConversationId group) {
        here.conversations().remove(Actor.user(alice.id()), group, bob.id(), false);
    }

    Caller caller(Chat chat, Account account) {
        return chat.sessions()
                .authenticate(chat.sessions().start(account).secret())
                .orElseThrow();
    }

    /** Both hear each other, from here on. */
    void meet() {
        Follower left = new Follower();
        Follower right = new Follower();
        ConversationId room = post(here, alice, "is anybody there?").conversation();
        Subscription one = here.subscribe(alice.id(), List.of(), left);
        Subscription other = there.subscribe(bob.id(), List.of(), right);
        left.awaitSeq(room, post(there, bob, "yes").seq(), MEETING);
        right.awaitSeq(room, post(here, alice, "fine").seq(), MEETING);
        one.close();
        other.close();
    }

    @Override
    public void close() {
        here.close();
        there.close();
    }
}
