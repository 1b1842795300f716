package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Sought;
import dev.parley.core.port.MessageReader.ListQuery;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a search costs in a conversation of 300,000 messages, and over that and 200 others, for words that are said often, now and
 * then, hardly ever and never; and what the index costs whoever posts. Not part of {@code verify}; run it with
 *
 * <pre>./mvnw -pl adapter-jdbi -am test -Dtest=SearchBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class SearchBenchmark {

    private static final int MESSAGES = Integer.getInteger("parley.messages", 300_000);
    private static final int OTHERS = 200;
    private static final int EACH = MESSAGES / 400;
    private static final int BATCH = 200;
    private static final int VOCABULARY = 3_000;
    private static final int PAGE = 50;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 40);
    private static final int TURNS = 6;
    private static final int BATCHES_A_TURN = 20;
    private static final String RARE = "xylophone";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Random random = new Random(300);
    private final List<String> vocabulary =
            Stream.generate(this::newWord).distinct().limit(VOCABULARY).toList();

    @Test
    void h2(@TempDir Path directory) {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:file:" + directory.resolve("parley"));
        DatabaseSettings bare = DatabaseSettings.of("jdbc:h2:file:" + directory.resolve("bare"));
        measure("H2, file", settings, 150, () -> H2Backend.open(bare, H2Url::jdbc, new NoSearchIndex()));
    }

    @Test
    void postgres() {
        try (PostgresServer server = PostgresServer.durable()) {
            DatabaseSettings bare = server.database();
            measure(
                    "PostgreSQL, fsync on",
                    server.database(),
                    50,
                    () -> PostgresBackend.open(bare, new NoSearchIndex()));
        }
    }

    private void measure(String name, DatabaseSettings settings, int most, Supplier<Backend> without) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Account bob = people.person("bob");
            ConversationId room = people.post(alice, bob, "first").conversation();
            long begin = System.nanoTime();
            fill(people, alice, bob, room);
            System.out.printf(
                    "%-22s %,d messages in %d conversations written in %.0f s%n",
                    name, MESSAGES + OTHERS * EACH, OTHERS + 1, (System.nanoTime() - begin) / 1e9);
            posting(name, people, without);
            searches(name, stores, alice.id(), room, most);
        }
    }

    /** The others are written in while the long one is, as it happens. */
    private void fill(People people, Account alice, Account bob, ConversationRef room) {
        List<Account> others = IntStream.range(0, OTHERS)
                .mapToObj(i -> people.person("other" + i))
                .toList();
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < MESSAGES + OTHERS * EACH; i++) {
            Account other = others.get(random.nextInt(OTHERS));
            boolean here = random.nextInt(MESSAGES + OTHERS * EACH) < MESSAGES;
            String text = text() + (i % 20_000 == 7 ? " " + RARE : "");
            batch.add(people.posting(
                    i % 3 == 0 || !here ? alice : bob, here ? room : Pair.of(alice.id(), other.id()), text));
            if (batch.size() == BATCH) {
                people.commit(batch);
                batch.clear();
            }
        }
    }

    private void searches(String name, JdbiStores stores, AccountId alice, ConversationId room, int most) {
        List<Double> here = new ArrayList<>();
        List<Double> everywhere = new ArrayList<>();
        for (String kind :
                List.of("often", "now and then", "seldom", "hardly ever", "never", "two letters", "phrase")) {
            here.addAll(times(
                    name,
                    "said " + kind + ", in the long one",
                    () -> stores.messages()
                            .search(alice, room, Sought.text(query(kind)), Long.MAX_VALUE, PAGE + 1)
                            .orElseThrow()
                            .size()));
            everywhere.addAll(times(
                    name,
                    "said " + kind + ", everywhere",
                    () -> stores.messages()
                            .search(alice, Sought.text(query(kind)), Optional.empty(), PAGE)
                            .items()
                            .size()));
        }
        ListQuery first = new ListQuery(Optional.empty(), Optional.of(RARE), 1, PAGE);
        times(
                name,
                "list of " + RARE,
                () -> stores.messages().list(alice, first).messages().size());
        report(name, "ALL in the long one", here);
        report(name, "ALL everywhere", everywhere);
        assertThat(percentile(here, 95)).as("p95 in the long one").isLessThanOrEqualTo(most);
        assertThat(percentile(everywhere, 95)).as("p95 everywhere").isLessThanOrEqualTo(most);
    }

    private String query(String kind) {
        return switch (kind) {
            case "often" -> vocabulary.get(random.nextInt(5));
            case "now and then" -> vocabulary.get(100 + random.nextInt(100));
            case "seldom" -> vocabulary.get(2_000 + random.nextInt(900));
            case "hardly ever" -> RARE;
            case "never" -> "q" + newWord() + "zz";
            case "two letters" -> newWord().substring(0, 2);
            default -> word() + " " + word();
        };
    }

    /** Batches in turns, so that whatever else the machine does is shared by both. */
    private void posting(String name, People with, Supplier<Backend> without) {
        try (JdbiStores bare = JdbiStores.open(without, 4)) {
            Writer one = new Writer(with);
            Writer other = new Writer(new People(bare));
            one.batches();
            other.batches();
            List<Double> indexed = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                indexed.addAll(one.batches());
                plain.addAll(other.batches());
            }
            double ratio = percentile(indexed, 50) / percentile(plain, 50);
            System.out.printf(
                    "%-22s a batch of 100 posts, ms: p50 %.2f with the index, %.2f without: %.2f times%n",
                    name, percentile(indexed, 50), percentile(plain, 50), ratio);
            assertThat(ratio).as("posting with the index to posting without").isLessThanOrEqualTo(1.5);
        }
    }

    /** Somebody who writes notes. */
    private final class Writer {

        private final People people;
        private final Account writer;

        Writer(People people) {
            this.people = people;
            writer = people.person("writer");
        }

        List<Double> batches() {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < BATCHES_A_TURN; i++) {
                List<Command.Post> batch = Stream.generate(
                                () -> people.posting(writer, Pair.of(writer.id(), writer.id()), text()))
                        .limit(100)
                        .toList();
                long begin = System.nanoTime();
                people.commit(batch);
                times.add((System.nanoTime() - begin) / 1e6);
            }
            return times;
        }
    }

    private String text() {
        return Stream.generate(this::word).limit(6 + random.nextInt(9)).collect(Collectors.joining(" "));
    }

    /** The first ones come up most often, as in any language. */
    private String word() {
        return vocabulary.get((int) (VOCABULARY * Math.pow(random.nextDouble(), 4)));
    }

    private String newWord() {
        String consonants = "bcdfghjklmnprstvwz";
        return IntStream.rangeClosed(0, 1 + random.nextInt(3))
                .mapToObj(i -> "" + consonants.charAt((int) (18 * Math.pow(random.nextDouble(), 2)))
                        + "aeiouy".charAt(random.nextInt(6)))
                .collect(Collectors.joining());
    }

    /** Beside the time, how long it keeps this process's processors busy: what it takes where nothing else runs. */
    private List<Double> times(String name, String what, Supplier<Integer> search) {
        int found = 0;
        for (int i = 0; i < WARM_UP; i++) {
            found += search.get();
        }
        List<Double> times = new ArrayList<>();
        long busy = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            found += search.get();
            times.add((System.nanoTime() - begin) / 1e6);
        }
        assertThat(found).as(what).isPositive();
        report(name, what, times);
        System.out.printf(
                "%-22s %-40s ms: %.2f of the processor%n", "", "", (SYSTEM.getProcessCpuTime() - busy) / 1e6 / ROUNDS);
        return times;
    }

    private static void report(String name, String what, List<Double> times) {
        System.out.printf(
                "%-22s %-40s ms: p50 %.2f p95 %.2f%n", name, what, percentile(times, 50), percentile(times, 95));
    }

    private static double percentile(List<Double> times, int percent) {
        double[] sorted = times.stream().mapToDouble(time -> time).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
