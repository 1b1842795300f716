package dev.parley.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contract.history.Checker;
import dev.parley.contract.history.Entry;
import dev.parley.contract.history.History;
import dev.parley.contract.history.Invariant;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.contract.history.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The checker and the simulation find the mistakes that are switched on: what finds nothing proves nothing. */
class PlantedBugsTest {

    /** Within how many seeds the simulation finds each of them. */
    private static final int SEEDS = 20;

    private static final Logger LOG = Logger.getLogger("dev.parley.core");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    @Test
    void everyInvariantIsTrippedByOneOfThem() {
        Set<Invariant> tripped = EnumSet.noneOf(Invariant.class);
        Stream.of(Bug.values()).forEach(bug -> tripped.addAll(bug.trips()));

        assertThat(Bug.values()).hasSize(15);
        assertThat(tripped).containsExactly(Invariant.values());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"H2_DEFAULT_URL", "PERMISSION_READ_BEFORE_THE_TRANSACTION"})
    void theSimulationFindsIt(Bug bug) {
        Set<Invariant> tripped = EnumSet.noneOf(Invariant.class);
        for (long seed = 1; seed <= SEEDS && !tripped.containsAll(bug.trips()); seed++) {
            Simulation.run(seed, bug).violations().forEach(violation -> tripped.add(violation.invariant()));
        }

        assertThat(tripped).containsAll(bug.trips());
    }

    @Test
    void permissionThatIsReadFirstShowsARemovedMemberWhatCameAfter() {
        Club club = new Club();
        club.join("bob");
        club.post("one");

        club.read("bob", () -> {
            club.remove("bob");
            club.post("two");
        });

        assertThat(club.violations()).extracting(Violation::invariant).containsOnly(Invariant.I11);
    }

    @Test
    void permissionThatIsReadFirstShowsEverythingToWhoNeverBecameAMember() {
        Club club = new Club();
        club.post("one");
        club.members.add("eve");

        club.read("eve", () -> club.members.remove("eve"));

        assertThat(club.violations()).extracting(Violation::invariant).containsOnly(Invariant.I15);
    }

    @Test
    void permissionThatIsReadTogetherWithWhatItIsForShowsNothing() {
        Club club = new Club();
        club.join("bob");
        club.post("one");
        club.read("bob", () -> {});
        club.remove("bob");
        club.post("two");

        club.read("bob", () -> {});

        assertThat(club.violations()).isEmpty();
    }

    /** A conversation that people come to and leave, with a reader who looks at its members first and at its messages later. */
    private static final class Club {

        private static final String ROOM = "club";

        private final History history = new History();
        private final Set<String> members = new HashSet<>();
        private final List<String> messages = new ArrayList<>();

        void join(String name) {
            members.add(name);
            write(name, Op.MEMBER, 0, "");
        }

        void remove(String name) {
            members.remove(name);
            write(name, Op.REMOVED, messages.size(), "");
        }

        void post(String text) {
            messages.add(text);
            history.add(Entry.of(
                    "alice", Op.SEND, Phase.INVOKE, line -> line.in(ROOM).key(text)));
            write("alice", Op.LOG, messages.size(), text);
        }

        void read(String name, Runnable meanwhile) {
            if (members.contains(name)) {
                meanwhile.run();
                for (int seq = 1; seq <= messages.size(); seq++) {
                    write(name, Op.SEEN, seq, messages.get(seq - 1));
                }
            }
        }

        private void write(String client, Op op, long seq, String text) {
            history.add(Entry.of(
                    client,
                    op,
                    Phase.OK,
                    line -> line.in(ROOM).key(text).at(seq).message(seq, 1, text)));
        }

        List<Violation> violations() {
            return Checker.check(history);
        }
    }
}
