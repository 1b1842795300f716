package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Seen;
import java.util.List;
import java.util.Optional;

/**
 * Keeps how far members have read.
 *
 * <p>Thread-safe.
 */
public interface MarkerStore {

    /** Among how many members at the most it is shown how far each has read. */
    int MOST_SEEN = 50;

    /**
     * Where a marker stands.
     *
     * @param revision the account's with this move; 0 where it stood there before, and nothing has changed
     * @param shown whether others may see it: the account shares it, in no channel and among {@link #MOST_SEEN} at the most
     */
    record Moved(Marker marker, long revision, boolean shown) {

        /** Whether it was elsewhere before. */
        public boolean any() {
            return revision > 0;
        }
    }

    /**
     * Moves the marker forward to {@code seq}, or to the conversation's last change if that is lower; never back, also under
     * concurrent calls. Wherever it stands, the conversation is not marked as unread after it. Where anything changes, the account's revision goes up with it.
     *
     * @return where the marker stands now; empty when the account is no member
     */
    Optional<Moved> read(AccountId member, ConversationId conversation, long seq);

    /**
     * How far those have read who share it with the member, by their ids: everybody who shares what he reads, the member
     * himself too. Nobody where the member does not share it, in channels, and among more than {@link
     * #MOST_SEEN}. One statement.
     *
     * @return empty when the account is no member
     */
    Optional<List<Seen>> seen(AccountId member, ConversationId conversation);

    /**
     * Marks the conversation as unread from the change {@code seq} on, or from its last one if that is lower, until it is read
     * again or the member writes in it; the marker stays. In an empty conversation there is nothing to mark.
     *
     * @param seq 1 or more
     * @return where the marker stands now; empty when the account is no member
     */
    Optional<Moved> unreadFrom(AccountId member, ConversationId conversation, long seq);
}
