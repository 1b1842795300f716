package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Seen;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has read up to where, told to the others on two nodes that share a store. */
class SeenTest {

    private final MemoryStores stores = new MemoryStores();
    private final Chat one = chat();
    private final Chat two = chat();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final Account carol = register("carol");
    private final ConversationId group = one.conversations()
            .create(
                    Actor.user(alice.id()),
                    ConversationKind.GROUP,
                    "Friends",
                    Optional.empty(),
                    Set.of(bob.id(), carol.id()));

    private Chat chat() {
        return Chat.builder().stores(stores).passwords(new Pbkdf2Hasher(1)).build();
    }

    private Account register(String name) {
        return one.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private static Listening listen(Chat chat, Account account) {
        Listening listening = new Listening();
        Caller caller = chat.sessions()
                .authenticate(chat.sessions().start(account).secret())
                .orElseThrow();
        chat.subscribe(caller, listening);
        return listening;
    }

    private void post(int count) {
        for (int i = 0; i < count; i++) {
            one.messages().post(Actor.user(alice.id()), group, Draft.text("text " + i));
        }
    }

    @AfterEach
    void close() {
        two.close();
        one.close();
    }

    @Test
    void whoReadsIsSeenByTheOthersOnEveryNode() {
        post(2);
        Listening hers = listen(one, alice);
        Listening carols = listen(two, carol);
        Listening his = listen(one, bob);

        one.readMarkers().read(Actor.user(bob.id()), group, 2);

        ChatEvent.Seen seen = new ChatEvent.Seen(group, bob.id(), 2);
        assertThat(hers.event(ChatEvent.Seen.class)).isEqualTo(seen);
        assertThat(carols.event(ChatEvent.Seen.class)).isEqualTo(seen);
        assertThat(his.events(ChatEvent.Seen.class)).isEmpty();
    }

    /** What comes after it in the same order says that it has not come. */
    @Test
    void whoDoesNotShareWhatHeReadsIsNotToldOfAndIsNotTold() {
        post(3);
        Listening hers = listen(one, alice);
        Listening his = listen(one, bob);
        one.settings().shareReading(Actor.user(bob.id()), false);

        one.readMarkers().read(Actor.user(bob.id()), group, 2);
        one.readMarkers().read(Actor.user(carol.id()), group, 3);

        assertThat(hers.event(ChatEvent.Seen.class)).isEqualTo(new ChatEvent.Seen(group, carol.id(), 3));
        assertThat(his.events(ChatEvent.Seen.class)).isEmpty();
        assertThat(one.readMarkers().seen(Actor.user(alice.id()), group)).containsExactly(new Seen(carol.id(), 3));
        assertThat(one.readMarkers().seen(Actor.user(bob.id()), group)).isEmpty();
    }
}
