package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;

/**
 * Is told what happens, in order. Of each conversation that is followed it hears {@link #started} or {@link #reset} with a
 * position, then each later change exactly once, in order and none missing (G6), across any number of connections; until it
 * hears {@link #removed}.
 *
 * <p>Thread rule: the client's one thread calls. While a method runs nothing else is received, so a slow listener slows down the
 * server's end, and in the extreme loses the connection and catches up afterwards; it must not wait for what the same client
 * sends. What it throws is logged, and the change counts as seen.
 */
public interface ClientListener {

    /** The next change of a conversation. */
    void changed(Received change);

    /** A conversation is followed: its changes come from {@code position + 1} on. */
    default void started(ConversationId conversation, long position) {}

    /**
     * What is known of a conversation does not hold, or is too far behind: load its newest page; its changes come from {@code
     * position + 1} on.
     */
    default void reset(ConversationId conversation, long position) {}

    /** A conversation has become the user's. */
    default void added(ConversationId conversation) {}

    /** A conversation that was followed, or was to be, is not the user's, or no more. */
    default void removed(ConversationId conversation) {}

    /**
     * Something without a number, such as a marker that moved elsewhere ({@code read}); it can be missed, and be read again.
     *
     * @param type as protocol section 5 names it
     */
    default void happened(String type, ObjectNode event) {}

    /**
     * How the client stands has changed.
     *
     * @param detail for people; empty where there is nothing to say
     */
    default void state(ClientState state, String detail) {}

    /** The client has stopped and does not come back; nothing follows. */
    default void stopped(Stopped why) {}
}
