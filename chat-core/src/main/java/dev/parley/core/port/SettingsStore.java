package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.SettingsChange;
import java.util.Optional;

/**
 * Keeps how members want to have their conversations, and what they share of their reading.
 *
 * <p>Thread-safe.
 */
public interface SettingsStore {

    /**
     * What holds.
     *
     * @param revision the account's with this change; 0 where it was so before, and nothing has changed
     */
    record Settled(ConversationSettings settings, long revision) {

        /** Whether it was otherwise before. */
        public boolean any() {
            return revision > 0;
        }
    }

    /**
     * Changes what is named; of several at once each keeps what the others named. Where something is other than before, the
     * account's revision goes up with it. Hidden lasts until the next text message, also of whoever hid it, and until the account
     * comes again after it went.
     *
     * @return what holds now; empty when the account is no member
     */
    Optional<Settled> change(AccountId member, ConversationId conversation, SettingsChange change);

    /** Whether others see how far the account has read, and it sees how far they have; so it is until somebody says otherwise. */
    boolean sharesReading(AccountId account);

    void shareReading(AccountId account, boolean shared);
}
