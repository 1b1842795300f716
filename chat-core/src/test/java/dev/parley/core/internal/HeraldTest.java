package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.event.ChatEvent.PresenceChanged;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Registration;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.Stores;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeraldTest {

    private final MemoryStores stores = new MemoryStores();
    private final Chat chat =
            Chat.builder().stores(stores).passwords(new Pbkdf2Hasher(1)).build();
    private final Account alice = register("alice");
    private final Account bob = register("bob");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Hub hub = new Hub(stores.journal(), stores.accounts()::revisions, Runnable::run);
    private final Set<AccountId> online = new HashSet<>();
    private boolean away;
    private Runnable whileReading = () -> {};
    private final Herald herald = new Herald(hub, proxied(), online::contains, tasks::add);

    private Stores proxied() {
        return (Stores) Proxy.newProxyInstance(
                HeraldTest.class.getClassLoader(),
                new Class<?>[] {Stores.class},
                (proxy, method, args) ->
                        method.getName().equals("conversations") ? conversations() : method.invoke(stores, args));
    }

    private ConversationReader conversations() {
        ConversationReader all = stores.conversations();
        return (ConversationReader) Proxy.newProxyInstance(
                HeraldTest.class.getClassLoader(), new Class<?>[] {ConversationReader.class}, (proxy, method, args) -> {
                    if (away) {
                        throw new IllegalStateException("as the test says");
                    }
                    whileReading.run();
                    return method.invoke(all, args);
                });
    }

    private void come(AccountId account) {
        online.add(account);
        herald.changed(account);
    }

    private void leave(AccountId account) {
        online.remove(account);
        herald.changed(account);
    }

    @Test
    void whoHasBlockedSomebodyIsNotSeenByHim() {
        Told hers = subscribe();
        chat.accounts().block(Actor.user(bob.id()), alice.id());

        come(bob.id());
        tasks.forEach(Runnable::run);

        assertThat(hers.events).isEmpty();
    }

    /** Listens for alice, who shares a conversation with bob. */
    private Told subscribe() {
        chat.conversations().openDirect(Actor.user(alice.id()), bob.id());
        Told told = new Told();
        hub.subscribe(
                Caller.trusted(alice.id()), told, () -> stores.conversations().positions(alice.id()));
        return told;
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void g13_whoComesAndGoesWhileNobodyHasTimeIsToldOnceAsHeIsAtLast() {
        Told told = subscribe();

        for (int i = 0; i < 500; i++) {
            come(bob.id());
            come(new AccountId(1_000 + i));
            leave(bob.id());
        }
        int waiting = tasks.size();
        runAll();
        come(bob.id());
        runAll();

        assertThat(waiting).isOne();
        assertThat(told.events)
                .containsExactly(new PresenceChanged(bob.id(), false), new PresenceChanged(bob.id(), true));
    }

    @Test
    void whoLeavesWhileTheStoreIsAwayIsToldOfWhenItIsBack() {
        Told told = subscribe();
        come(bob.id());
        runAll();

        away = true;
        leave(bob.id());
        runAll();
        herald.tick();
        runAll();
        away = false;
        herald.tick();
        runAll();
        herald.tick();

        assertThat(tasks).isEmpty();
        assertThat(told.events)
                .containsExactly(new PresenceChanged(bob.id(), true), new PresenceChanged(bob.id(), false));
    }

    /** Two threads may notice one change each, and call in the other order. */
    @Test
    void toldIsHowItIsByThenAndNotHowItWasWhenItWasNoticed() {
        Told told = subscribe();
        whileReading = () -> online.remove(bob.id());

        come(bob.id());
        runAll();

        assertThat(told.events).containsExactly(new PresenceChanged(bob.id(), false));
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
