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
import java.util.ArrayDeque;
import java.util.Queue;
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
    private final Herald herald = new Herald(hub, stores.conversations(), tasks::add);

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void g13_whoComesAndGoesWhileNobodyHasTimeIsToldOnceAsHeIsAtLast() {
        chat.conversations().openDirect(Actor.user(alice.id()), bob.id());
        Told told = new Told();
        hub.subscribe(
                Caller.trusted(alice.id()), told, () -> stores.conversations().positions(alice.id()));

        for (int i = 0; i < 1_000; i++) {
            herald.changed(bob.id(), i % 2 == 0);
            herald.changed(new AccountId(1_000 + i), true);
        }
        int waiting = tasks.size();
        runAll();
        herald.changed(bob.id(), true);
        runAll();

        assertThat(waiting).isOne();
        assertThat(told.events)
                .containsExactly(new PresenceChanged(bob.id(), false), new PresenceChanged(bob.id(), true));
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
