package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.ChatEvent.PresenceChanged;
import dev.parley.core.event.ChatEvent.Typing;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Registration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is there and who is typing, on two nodes that share a store. */
class PresenceTest {

    private final MemoryStores stores = new MemoryStores();
    private final Chat one = chat();
    private final Chat two = chat();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final Account carol = register("carol");
    private final ConversationId room =
            one.conversations().openDirect(Actor.user(alice.id()), bob.id()).conversation();

    private Chat chat() {
        return Chat.builder().stores(stores).passwords(new Pbkdf2Hasher(1)).build();
    }

    private Account register(String name) {
        return one.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private static Caller caller(Chat chat, Account account) {
        return chat.sessions()
                .authenticate(chat.sessions().start(account).secret())
                .orElseThrow();
    }

    private Listening listen(Chat chat, Account account) {
        Listening listening = new Listening();
        chat.subscribe(caller(chat, account), listening);
        return listening;
    }

    @AfterEach
    void close() {
        two.close();
        one.close();
    }

    @Test
    void whoComesIsSeenOnEveryNodeByThoseHeSharesAConversationWith() {
        Listening hers = listen(one, alice);
        Listening carols = listen(one, carol);

        listen(two, bob);

        assertThat(hers.event(PresenceChanged.class)).isEqualTo(new PresenceChanged(bob.id(), true));
        assertThat(online(one)).contains(bob.id());
        assertThat(online(two)).contains(bob.id());
        assertThat(carols.events(ChatEvent.class)).isEmpty();
    }

    private Set<AccountId> online(Chat chat) {
        return chat.presence().online(chat.conversations().conversation(Actor.user(alice.id()), room));
    }

    @Test
    void typingIsSeenOnTheOtherNode() {
        listen(one, alice);
        Listening his = listen(two, bob);

        one.presence().typing(Actor.user(alice.id()), room);

        assertThat(his.event(Typing.class).account()).isEqualTo(alice.id());
        assertThat(his.event(Typing.class).conversation()).isEqualTo(room);
    }

    @Test
    void betweenTheBlockedNobodyIsSeenTypingOrThere() {
        listen(one, alice);
        Listening his = listen(two, bob);
        ConversationId group = one.conversations()
                .create(Actor.user(alice.id()), ConversationKind.GROUP, "Friends", Optional.empty(), Set.of(bob.id()));
        his.event(ChatEvent.ConversationAdded.class);
        one.accounts().block(Actor.user(bob.id()), alice.id());

        one.presence().typing(Actor.user(alice.id()), room);
        one.presence().typing(Actor.user(alice.id()), group);

        assertThat(his.event(Typing.class).conversation()).isEqualTo(group);
        assertThat(online(one)).isEmpty();
    }

    @Test
    void w20_whoDoesNotHearAConversationCannotTypeThere() {
        listen(one, carol);

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> one.presence().typing(Actor.user(carol.id()), room))
                .matches(e -> e.code() == ErrorCode.NOT_FOUND);
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> one.presence().typing(Actor.user(alice.id()), room))
                .matches(e -> e.code() == ErrorCode.NOT_FOUND);
    }
}
