package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where it is worth looking, in the order in which it was named: what has changed, but not how.
 *
 * <p>Thread-safe: immutable.
 *
 * @param conversations whose log has grown
 * @param accounts whose revision has gone up
 */
public record Bell(Set<ConversationId> conversations, Set<AccountId> accounts) {

    public Bell {
        conversations = Collections.unmodifiableSet(new LinkedHashSet<>(conversations));
        accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
    }

    public static Bell of(AccountId account) {
        return new Bell(Set.of(), Set.of(account));
    }

    public static Bell of(ConversationId conversation) {
        return new Bell(Set.of(conversation), Set.of());
    }

    public boolean silent() {
        return conversations.isEmpty() && accounts.isEmpty();
    }
}
