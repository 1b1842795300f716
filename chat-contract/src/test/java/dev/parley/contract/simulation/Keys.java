package dev.parley.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Caller;
import dev.parley.core.model.Session;
import dev.parley.core.port.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions by which people listen: one each, on all their devices, until they log out on one of them. */
final class Keys {

    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final World world;
    private final Stores stores;
    private final Map<Person, Caller> current = new HashMap<>();
    private final Map<Caller, Node> ended = new HashMap<>();

    /** What went wrong where nobody would have heard of it. */
    private final List<String> wrong = new ArrayList<>();

    Keys(World world, Stores stores) {
        this.world = world;
        this.stores = stores;
    }

    Caller of(Person person) {
        return current.computeIfAbsent(person, this::logIn);
    }

    private Caller logIn(Person person) {
        Caller caller = new Caller(person.id(), person.name() + "-" + world.tick(), FOR_EVER, false);
        Session session = new Session(caller.sessionKey(), person.id(), Instant.EPOCH, FOR_EVER, FOR_EVER);
        stores.sessions().insert(session, Optional.empty(), Integer.MAX_VALUE);
        return caller;
    }

    /** Logs somebody out at a node: whoever listens there by that session is ended before this returns (G10). */
    void logOut(Person person, Node node) {
        Caller caller = of(person);
        current.remove(person);
        ended.put(caller, node);
        node.chat().sessions().logOut(caller);
        if (!node.listening(caller).isEmpty()) {
            wrong.add(caller.sessionKey() + " listens on at " + node.name() + ", where it has just ended");
        }
    }

    /** Somebody was told that his session is over. */
    void wasEnded(Caller caller, Node node) {
        if (!ended.containsKey(caller)) {
            wrong.add(caller.sessionKey() + " was ended at " + node.name() + " and is not over");
        } else {
            world.reach(ended.get(caller) == node ? Reached.SESSION_ENDED_HERE : Reached.SESSION_ENDED_ELSEWHERE);
        }
    }

    /** However many bells were lost: by now everybody has compared. */
    void check(Iterable<Node> nodes) {
        assertThat(wrong).isEmpty();
        nodes.forEach(node -> ended.keySet()
                .forEach(caller -> assertThat(node.listening(caller))
                        .as("who listens at " + node.name() + " by a session that is over")
                        .isEmpty()));
    }
}
