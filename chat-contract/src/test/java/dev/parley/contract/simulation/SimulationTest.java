package dev.parley.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many runs, each from its seed. {@code -Dparley.seeds=10000} runs more of them, {@code -Dparley.seed=…} only that one.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("parley.seeds", 500);
    private static final @Nullable Long ONLY = Long.getLong("parley.seed");
    private static final Logger LOG = Logger.getLogger("dev.parley.core");

    /** What fails here fails on purpose, thousands of times. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    @Test
    void everyInvariantHoldsWhateverHappens() {
        Map<Reached, Integer> reached = new ConcurrentHashMap<>();

        seeds().parallel().forEach(seed -> holds(seed, reached));

        if (ONLY == null) {
            assertThat(reached).as("what was reached in %d runs", SEEDS).containsOnlyKeys(Reached.values());
        }
    }

    private static LongStream seeds() {
        return ONLY == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(ONLY);
    }

    private static void holds(long seed, Map<Reached, Integer> reached) {
        String rerun = "seed %d; run it alone with -Dtest=SimulationTest -Dparley.seed=%d".formatted(seed, seed);
        Simulation.Result result = run(seed, rerun);
        result.reached().forEach((what, times) -> reached.merge(what, times, Integer::sum));
        assertThat(result.violations().stream().limit(5)).as(rerun).isEmpty();
    }

    private static Simulation.Result run(long seed, String rerun) {
        try {
            return Simulation.run(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(rerun, e);
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(Simulation.run(seed).history().lines())
                    .isEqualTo(Simulation.run(seed).history().lines());
        }
    }
}
