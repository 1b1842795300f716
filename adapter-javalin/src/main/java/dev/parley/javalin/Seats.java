package dev.parley.javalin;

import dev.parley.core.model.AccountId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who is connected, and how many for each account.
 *
 * <p>Thread-safe; what one guest does comes one after the other.
 */
final class Seats<G> {

    private final Set<G> guests = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<AccountId, Integer> counts = new ConcurrentHashMap<>();

    /** Counts a guest and gives back how many the account has now. */
    int take(AccountId account, G guest) {
        guests.add(guest);
        return counts.merge(account, 1, Integer::sum);
    }

    /** Gives the seat back; nothing for a guest who never had one. */
    void leave(AccountId account, G guest) {
        if (guests.remove(guest)) {
            counts.computeIfPresent(account, (id, count) -> count > 1 ? count - 1 : null);
        }
    }

    List<G> taken() {
        return List.copyOf(guests);
    }
}
