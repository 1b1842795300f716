package dev.parley.core.event;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.Marker;

/** What concerns one account alone and has no number; it can be read again at any time. */
public sealed interface ChatEvent {

    /**
     * The account has become a member of a conversation, whose changes are pushed from {@code seq + 1} on.
     *
     * <p>Thread-safe: immutable.
     */
    record ConversationAdded(ConversationId conversation, long seq) implements ChatEvent {}

    /**
     * The account is a member of a conversation no more; nothing of it follows.
     *
     * <p>Thread-safe: immutable.
     */
    record ConversationRemoved(ConversationId conversation) implements ChatEvent {}

    /**
     * The account wants to have a conversation otherwise than before; how it wants to have it now. It may come twice.
     *
     * <p>Thread-safe: immutable.
     */
    record SettingsChanged(ConversationId conversation, ConversationSettings settings) implements ChatEvent {}

    /**
     * The account has read further in a conversation or marked it as unread, here or elsewhere; where it stands now. It may come
     * twice.
     *
     * <p>Thread-safe: immutable.
     */
    record MarkerMoved(ConversationId conversation, Marker marker) implements ChatEvent {}

    /**
     * Something about the account itself has changed, such as its display name; how it is now. It may come twice.
     *
     * <p>Thread-safe: immutable.
     */
    record AccountUpdated(Account account) implements ChatEvent {}

    /**
     * Somebody is writing in a conversation; it holds for {@code millis}, unless it is said again. Worth nothing later.
     *
     * <p>Thread-safe: immutable.
     */
    record Typing(ConversationId conversation, AccountId account, long millis) implements ChatEvent {
        @Override
        public boolean passing() {
            return true;
        }
    }

    /**
     * Somebody else has read a small conversation up to there. Worth nothing later: it can be asked for.
     *
     * <p>Thread-safe: immutable.
     */
    record Seen(ConversationId conversation, AccountId account, long seq) implements ChatEvent {
        @Override
        public boolean passing() {
            return true;
        }
    }

    /**
     * Somebody with whom the account shares a conversation has come or gone. Worth nothing later.
     *
     * <p>Thread-safe: immutable.
     */
    record PresenceChanged(AccountId account, boolean online) implements ChatEvent {
        @Override
        public boolean passing() {
            return true;
        }
    }

    /** Whether nobody misses it who did not hear of it in time. */
    default boolean passing() {
        return false;
    }
}
