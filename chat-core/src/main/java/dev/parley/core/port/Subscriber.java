package dev.parley.core.port;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Position;
import java.util.List;

/**
 * Somebody who is told what happens, live. Calls for one subscriber come one after another, those of one conversation in the
 * order of its numbers.
 *
 * <p>Thread rule: the calls come from the core's own threads and must return at once, without blocking and without calling back
 * into the core; whoever throws is dropped.
 */
public interface Subscriber {

    /**
     * The first call: what follows begins behind these positions. Of each of the account's conversations every change from
     * there on comes, once and in order (G6).
     */
    void started(List<Position> positions);

    /** Changes of one of the conversations that the account belongs to. */
    void changed(Envelope envelope);

    /** Something about the account alone. */
    void happened(ChatEvent event);

    /** Nothing follows. It is the last call, and the first where there was nothing to begin with. */
    void ended(Ending why);
}
