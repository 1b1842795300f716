package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Marker;
import java.util.Optional;

/**
 * Keeps how far members have read.
 *
 * <p>Thread-safe.
 */
public interface MarkerStore {

    /**
     * Moves the marker forward to {@code seq}, or to the conversation's last change if that is lower; never back, also under
     * concurrent calls.
     *
     * @return where the marker stands now; empty when the account is no member
     */
    Optional<Marker> read(AccountId member, ConversationId conversation, long seq);
}
