package dev.parley.jdbi;

import dev.parley.core.model.Decision;
import dev.parley.core.model.Message;
import dev.parley.core.model.Sought;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How a database finds texts without reading all of them. What a text is found by is written with the text and goes with it, in one
 * transaction (G11).
 *
 * <p>Thread-safe.
 */
interface SearchIndex {

    /** A migration of its own, which also enters what is already there. */
    SearchMigration migration();

    /** What it keeps in a message's row. */
    Columns<Message> columns();

    /** How these columns are set in an update from rows {@code w}, beginning with a comma; empty where there are none. */
    String alter();

    /** Tables of its own, by conversation. */
    List<String> tables();

    /** Enters what it keeps elsewhere than in messages' rows, when these have been written. */
    void written(Handle handle, Decision decision);

    /** Looks through the newest part of what is left of some conversations, a longer one with every round. */
    Step look(Handle handle, List<Reach> some, Quest quest, int round);

    /** The newest in all that is left of some conversations, where it can tell them without looking through all. */
    Optional<List<Hit>> pick(Handle handle, List<Reach> some, Quest quest);

    /** @param limit how many of the newest are wanted */
    record Quest(Sought sought, int limit) {}

    /**
     * @param left of each conversation that may hold more
     * @param looked how many messages were looked at
     */
    record Step(List<Hit> hits, List<Reach> left, long looked) {}
}
