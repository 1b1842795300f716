package dev.parley.core.model;

import java.time.Instant;

/**
 * Something that somebody wants to happen in a conversation. Its shape is already checked; whether it may happen is decided
 * by the rules, under the conversation's lock.
 *
 * <p>Its {@link #id()} is drawn before the transaction and becomes the id of the change and of whatever the command creates.
 *
 * <p>Thread-safe: immutable.
 */
public sealed interface Command {

    long id();

    AccountId actor();

    ConversationRef conversation();

    /** When it was asked for, by the core's clock. */
    Instant at();

    /** How many characters of text it brings: what a batch is bounded by. */
    default int weight() {
        return 0;
    }

    /** Open the direct conversation of a pair, if there is none. */
    record OpenDirect(long id, AccountId actor, Pair pair, Instant at) implements Command {
        @Override
        public ConversationRef conversation() {
            return pair;
        }
    }

    /**
     * Post a text; opens the direct conversation if its pair has none.
     *
     * @param fingerprint a keyed hash of what is sent, by which a repeat is told from something else under the same client id
     */
    record Post(
            long id,
            AccountId actor,
            ConversationRef conversation,
            Instant at,
            String content,
            String clientId,
            String fingerprint)
            implements Command {
        @Override
        public int weight() {
            return content.length();
        }
    }

    /** Give a message other words. */
    record Edit(long id, AccountId actor, ConversationId conversation, Instant at, MessageId message, String content)
            implements Command {
        @Override
        public int weight() {
            return content.length();
        }
    }

    /** Take a message's words away for good. */
    record Delete(long id, AccountId actor, ConversationId conversation, Instant at, MessageId message)
            implements Command {}
}
