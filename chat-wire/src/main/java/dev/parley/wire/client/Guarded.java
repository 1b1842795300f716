package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;

/**
 * A listener whose failures are its own: they are logged, and the client goes on.
 *
 * <p>Thread rule: that of the listener.
 */
record Guarded(ClientListener listener) implements ClientListener {

    private static final System.Logger LOG = System.getLogger(ClientListener.class.getName());

    private static void run(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | Error failure) { // whatever it is: the client has more to do than that
            LOG.log(System.Logger.Level.ERROR, "A listener failed; it is told of what follows all the same", failure);
        }
    }

    @Override
    public void changed(Received change) {
        run(() -> listener.changed(change));
    }

    @Override
    public void started(ConversationId conversation, long position) {
        run(() -> listener.started(conversation, position));
    }

    @Override
    public void reset(ConversationId conversation, long position) {
        run(() -> listener.reset(conversation, position));
    }

    @Override
    public void added(ConversationId conversation) {
        run(() -> listener.added(conversation));
    }

    @Override
    public void removed(ConversationId conversation) {
        run(() -> listener.removed(conversation));
    }

    @Override
    public void happened(String type, ObjectNode event) {
        run(() -> listener.happened(type, event));
    }

    @Override
    public void state(ClientState state, String detail) {
        run(() -> listener.state(state, detail));
    }

    @Override
    public void stopped(Stopped why) {
        run(() -> listener.stopped(why));
    }
}
