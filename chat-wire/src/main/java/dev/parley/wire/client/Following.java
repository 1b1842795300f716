package dev.parley.wire.client;

import dev.parley.core.model.ConversationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which conversations a client follows, and from where.
 *
 * <p>Thread-safe: immutable.
 *
 * @param all also those that nobody named
 * @param named those that were named, with the position that was; empty where it begins at the top
 * @param fromStart where no position was named it begins with the first change, not at the top
 * @param farthest how many changes are pulled at the most; who is further behind starts afresh
 * @param epoch what the positions belong to, if it is known
 */
record Following(
        boolean all,
        Map<ConversationId, Optional<Long>> named,
        boolean fromStart,
        long farthest,
        Optional<String> epoch) {

    static final Following NOTHING = new Following(false, Map.of(), false, 300, Optional.empty());

    Following {
        named = Map.copyOf(named);
    }

    Following everything() {
        return new Following(true, named, fromStart, farthest, epoch);
    }

    Following with(ConversationId conversation, Optional<Long> position) {
        Map<ConversationId, Optional<Long>> more = new HashMap<>(named);
        more.put(conversation, position);
        return new Following(all, more, fromStart, farthest, epoch);
    }

    Following fromTheStart() {
        return new Following(all, named, true, farthest, epoch);
    }

    Following atMost(long changes) {
        return new Following(all, named, fromStart, changes, epoch);
    }

    Following since(String epoch) {
        return new Following(all, named, fromStart, farthest, Optional.of(epoch));
    }

    boolean includes(ConversationId conversation) {
        return all || named.containsKey(conversation);
    }

    Optional<Long> position(ConversationId conversation) {
        return named.getOrDefault(conversation, Optional.empty());
    }
}
