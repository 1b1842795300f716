package dev.parley.cli.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * What all connections of a run write down.
 *
 * <p>Not thread-safe.
 */
record Run(Sends sends, Tally tally, Map<Long, Timeline> timelines) {

    /** @param mark letters and digits that no other run has */
    static Run marked(String mark) {
        return new Run(new Sends(mark), new Tally(), new HashMap<>());
    }

    Timeline timeline(long conversation) {
        return timelines.computeIfAbsent(conversation, id -> new Timeline());
    }
}
