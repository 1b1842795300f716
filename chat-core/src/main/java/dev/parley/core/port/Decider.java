package dev.parley.core.port;

import dev.parley.core.model.Command;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Needs;
import java.util.List;

/**
 * Says what may happen. A journal asks it inside the transaction, under the conversations' locks, so that who may do what is
 * decided in one place and by facts that cannot change meanwhile.
 *
 * <p>Thread-safe and pure: the same facts and commands give the same decision, any number of times.
 */
public interface Decider {

    /** The facts that have to be loaded before {@link #decide}. */
    Needs needs(List<Command> commands);

    /** Walks the commands in order, each seeing what those before it did. */
    Decision decide(Facts facts, List<Command> commands);
}
