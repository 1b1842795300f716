package dev.parley.core.model;

import java.util.Optional;

/**
 * What became of one command.
 *
 * <p>Thread-safe: immutable.
 */
public sealed interface Outcome {

    /**
     * It happened and is in the log.
     *
     * @param opened the conversation that was opened for it, if one was
     */
    record Done(Change change, Optional<Conversation> opened) implements Outcome {}

    /** It had happened before; the message as it is now. */
    record Repeated(Message message) implements Outcome {}

    /**
     * The conversation is there.
     *
     * @param created whether this command opened it
     */
    record Opened(Conversation conversation, boolean created) implements Outcome {}

    /** It may not happen, and nothing was changed. */
    record Refused(ErrorCode code) implements Outcome {}
}
