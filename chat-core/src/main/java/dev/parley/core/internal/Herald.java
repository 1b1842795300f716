package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent.PresenceChanged;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Position;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.Stores;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Tells those who share a conversation with somebody that he has come or gone, unless one has blocked the other. That takes a read each, and thousands may come at
 * once, for one when a node has died: what waits is kept once an account, and told is how it is then (G13).
 *
 * <p>Thread-safe; nothing here blocks but the executor's own thread.
 */
final class Herald {

    private static final System.Logger LOG = System.getLogger(Herald.class.getName());

    private final Hub hub;
    private final ConversationReader conversations;
    private final BlockStore blocks;
    private final Predicate<AccountId> online;
    private final Waker waker;

    private final Set<AccountId> news = new LinkedHashSet<>();

    /** @param online whether somebody is there now */
    Herald(Hub hub, Stores stores, Predicate<AccountId> online, Executor executor) {
        this.hub = hub;
        this.conversations = stores.conversations();
        this.blocks = stores.blocks();
        this.online = online;
        this.waker = new Waker(executor, this::tellAll);
    }

    void changed(AccountId account) {
        add(account);
        waker.wake();
    }

    /** Tries again what could not be told, if anything. */
    void tick() {
        if (first().isPresent()) {
            waker.wake();
        }
    }

    private synchronized void add(AccountId account) {
        news.add(account);
    }

    private synchronized Optional<AccountId> first() {
        return news.stream().findFirst();
    }

    private synchronized void remove(AccountId account) {
        news.remove(account);
    }

    private void tellAll() {
        try {
            for (Optional<AccountId> next = first(); next.isPresent(); next = first()) {
                tell(next.get());
            }
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "Who has come and gone is told with the next tick", away);
        }
    }

    /** Whoever comes or goes from the removal on is told of once more. */
    private void tell(AccountId account) {
        List<ConversationId> shared = conversations.positions(account).stream()
                .map(Position::conversation)
                .toList();
        Set<AccountId> others = new HashSet<>(blocks.around(account));
        others.add(account);
        remove(account);
        hub.tell(shared, others, new PresenceChanged(account, online.test(account)));
    }
}
