package dev.parley.core.internal;

import dev.parley.core.model.Change;
import dev.parley.core.model.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those in the host who hear every change that is committed here.
 *
 * <p>Thread-safe. They are called by one thread of the lane that has committed, so by several where there are several lanes.
 */
public final class Onlookers {

    private static final System.Logger LOG = System.getLogger(Onlookers.class.getName());

    private final List<Consumer<Change>> all = new CopyOnWriteArrayList<>();

    /** @return what stops it */
    public Runnable add(Consumer<Change> onlooker) {
        Consumer<Change> own = onlooker::accept; // one and the same may look on twice, and stop once
        all.add(own);
        return () -> all.remove(own);
    }

    /** What one committed batch brought, in its order. */
    public void committed(List<Outcome> outcomes) {
        if (!all.isEmpty()) {
            outcomes.stream()
                    .filter(Outcome.Done.class::isInstance)
                    .map(outcome -> ((Outcome.Done) outcome).change())
                    .forEach(change -> all.forEach(onlooker -> tell(onlooker, change)));
        }
    }

    private static void tell(Consumer<Change> onlooker, Change change) {
        try {
            onlooker.accept(change);
        } catch (RuntimeException | Error e) { // the host's mistakes are not to cost others what they are told
            LOG.log(System.Logger.Level.WARNING, "A listener of the host failed at a change, and hears the next", e);
        }
    }
}
