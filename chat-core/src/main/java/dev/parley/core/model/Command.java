package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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

    /** Whom it concerns beside the actor. */
    default Set<AccountId> others() {
        return Set.of();
    }

    /** The name that it would give to a channel. */
    default Optional<String> name() {
        return Optional.empty();
    }

    /** Messages that it changes or names. */
    default Set<MessageId> messages() {
        return Set.of();
    }

    /** Words that it brings, which may call people by name. */
    default Optional<Words> words() {
        return Optional.empty();
    }

    /** What a host calls the conversation that it opens. */
    default Optional<HostKey> key() {
        return Optional.empty();
    }

    /** How many characters of text it brings: what a batch is bounded by. */
    default int weight() {
        return words().map(words -> words.content().length()).orElse(0);
    }

    /** Open the direct conversation of a pair, if there is none; a key becomes its own. */
    record OpenDirect(long id, AccountId actor, Pair pair, Instant at, Optional<HostKey> key) implements Command {

        /** Without a key. */
        public OpenDirect(long id, AccountId actor, Pair pair, Instant at) {
            this(id, actor, pair, at, Optional.empty());
        }

        @Override
        public ConversationRef conversation() {
            return pair;
        }
    }

    /**
     * Post a text; opens the direct conversation if its pair has none.
     *
     * @param replyTo the message of the same conversation that it answers
     * @param fingerprint a keyed hash of what is sent, by which a repeat is told from something else under the same client id
     */
    record Post(
            long id,
            AccountId actor,
            ConversationRef conversation,
            Instant at,
            Words said,
            Optional<MessageId> replyTo,
            String clientId,
            String fingerprint)
            implements Command {
        @Override
        public Set<MessageId> messages() {
            return replyTo.map(Set::of).orElse(Set.of());
        }

        @Override
        public Optional<Words> words() {
            return Optional.of(said);
        }
    }

    /** Give a message other words. */
    record Edit(long id, AccountId actor, ConversationId conversation, Instant at, MessageId message, Words said)
            implements Command {
        @Override
        public Set<MessageId> messages() {
            return Set.of(message);
        }

        @Override
        public Optional<Words> words() {
            return Optional.of(said);
        }
    }

    /**
     * Put an emoji under a message, or take it back.
     *
     * @param emoji as {@link Emoji#check} has it
     * @param on whether it is there afterwards
     */
    record React(
            long id,
            AccountId actor,
            ConversationId conversation,
            Instant at,
            MessageId message,
            String emoji,
            boolean on)
            implements Command {
        @Override
        public Set<MessageId> messages() {
            return Set.of(message);
        }

        /** What is asked for. */
        public Needs.Reacting reacting() {
            return new Needs.Reacting(message, emoji, actor);
        }
    }

    /**
     * Keep a message at hand for all, or do not any more.
     *
     * @param on whether it is kept afterwards
     */
    record Pin(long id, AccountId actor, ConversationId conversation, Instant at, MessageId message, boolean on)
            implements Command {
        @Override
        public Set<MessageId> messages() {
            return Set.of(message);
        }
    }

    /** Take a message's words away for good. */
    record Delete(long id, AccountId actor, ConversationId conversation, Instant at, MessageId message)
            implements Command {
        @Override
        public Set<MessageId> messages() {
            return Set.of(message);
        }
    }

    /** Take a message away as an administrator, who need not belong to its conversation. */
    record TakeDown(long id, AccountId actor, ConversationId conversation, Instant at, MessageId message)
            implements Command {
        @Override
        public Set<MessageId> messages() {
            return Set.of(message);
        }
    }

    /**
     * Take away what the actor said there, some of it, or go where nothing is left: his account is being erased.
     *
     * @param after the client id of the last text that was taken before; empty to begin with
     */
    record Erase(long id, AccountId actor, ConversationId conversation, Instant at, String after) implements Command {}

    /**
     * Open a group or a channel, which the actor owns.
     *
     * @param conversation bears the id of the command
     * @param key what a host calls it; where there is one of that key already, nothing is opened
     * @param members those who are there from the start, beside the actor
     */
    record Create(
            long id,
            AccountId actor,
            ConversationId conversation,
            Instant at,
            ConversationKind kind,
            String title,
            Optional<String> topic,
            Set<AccountId> members,
            Optional<HostKey> key)
            implements Command {

        /** Without a key. */
        public Create(
                long id,
                AccountId actor,
                ConversationId conversation,
                Instant at,
                ConversationKind kind,
                String title,
                Optional<String> topic,
                Set<AccountId> members) {
            this(id, actor, conversation, at, kind, title, topic, members, Optional.empty());
        }

        @Override
        public Optional<String> name() {
            return kind == ConversationKind.CHANNEL ? Optional.of(Naming.key(title)) : Optional.empty();
        }

        @Override
        public Set<AccountId> others() {
            return members;
        }
    }

    /** Come to a channel. */
    record Join(long id, AccountId actor, ConversationId conversation, Instant at) implements Command {}

    /**
     * Come by an invitation.
     *
     * @param secretHash by which the invitation is known
     */
    record Redeem(long id, AccountId actor, ConversationId conversation, Instant at, String secretHash)
            implements Command {}

    /** Go. */
    record Leave(long id, AccountId actor, ConversationId conversation, Instant at) implements Command {}

    /** Bring somebody; whoever was banned may come back with it. */
    record Invite(long id, AccountId actor, ConversationId conversation, Instant at, AccountId account)
            implements Command {
        @Override
        public Set<AccountId> others() {
            return Set.of(account);
        }
    }

    /**
     * Send somebody away.
     *
     * @param ban whether he may not come back by himself; whoever has left can be banned, too
     */
    record Remove(long id, AccountId actor, ConversationId conversation, Instant at, AccountId account, boolean ban)
            implements Command {
        @Override
        public Set<AccountId> others() {
            return Set.of(account);
        }
    }

    /** Give a member another role. */
    record Appoint(long id, AccountId actor, ConversationId conversation, Instant at, AccountId account, Role role)
            implements Command {
        @Override
        public Set<AccountId> others() {
            return Set.of(account);
        }
    }

    /** Call it otherwise. */
    record Rename(long id, AccountId actor, ConversationId conversation, Instant at, String title) implements Command {
        @Override
        public Optional<String> name() {
            return Optional.of(Naming.key(title));
        }

        @Override
        public int weight() {
            return title.length();
        }
    }

    /** Say what it is about, or nothing. */
    record Describe(long id, AccountId actor, ConversationId conversation, Instant at, Optional<String> topic)
            implements Command {
        @Override
        public int weight() {
            return topic.map(String::length).orElse(0);
        }
    }

    /** Let nothing be said in it any more, or bring it back. */
    record Archive(long id, AccountId actor, ConversationId conversation, Instant at, boolean archived)
            implements Command {}
}
