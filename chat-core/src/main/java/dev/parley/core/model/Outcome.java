package dev.parley.core.model;

import java.util.Optional;
import java.util.Set;

/**
 * What became of one command.
 *
 * <p>Thread-safe: immutable.
 */
public sealed interface Outcome {

    /** Who has become a member by it. */
    default Set<AccountId> came() {
        return Set.of();
    }

    /** The conversation that was opened for it, if one was. */
    default Optional<Conversation> opened() {
        return Optional.empty();
    }

    /**
     * It happened and is in the log.
     *
     * @param opened the conversation that was opened for it, if one was
     */
    record Done(Change change, Optional<Conversation> opened) implements Outcome {
        @Override
        public Set<AccountId> came() {
            return opened.flatMap(Conversation::pair).map(Pair::people).orElseGet(change::came);
        }
    }

    /** It had happened before; the message as it is now. */
    record Repeated(Message message) implements Outcome {}

    /**
     * So many texts of the actor are tombstones since; there may be more.
     *
     * @param last the client id of the last of them
     */
    record Emptied(int messages, String last) implements Outcome {}

    /** It was so already, and nothing was changed. */
    record Unchanged() implements Outcome {}

    /**
     * The conversation is there.
     *
     * @param came who is in it from the start, if this command opened it
     */
    record Opened(Conversation conversation, Set<AccountId> came) implements Outcome {

        /** Whether this command opened it. */
        public boolean created() {
            return !came.isEmpty();
        }

        @Override
        public Optional<Conversation> opened() {
            return created() ? Optional.of(conversation) : Optional.empty();
        }
    }

    /** It may not happen, and nothing was changed. */
    record Refused(ErrorCode code) implements Outcome {}
}
