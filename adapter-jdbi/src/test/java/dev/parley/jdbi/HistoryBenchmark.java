package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader.ListQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page of history costs in a conversation of 100,000 messages, at its newest end and at its oldest, and what the first
 * page of the list over it and 200 others does. Not part of {@code verify}; run it with
 *
 * <pre>./mvnw -pl adapter-jdbi -am test -Dtest=HistoryBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class HistoryBenchmark {

    private static final int MESSAGES = Integer.getInteger("parley.messages", 100_000);
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 1_000;
    private static final int PAGE = 50;
    private static final int OTHERS = 200;
    private static final String WORDS = "The quick brown fox jumps over the lazy dog and then has a rest, number ";

    @Test
    void h2(@TempDir Path directory) {
        measure("H2, file", DatabaseSettings.of("jdbc:h2:file:" + directory.resolve("parley")));
    }

    @Test
    void postgres() {
        try (PostgresServer server = PostgresServer.durable()) {
            measure("PostgreSQL, fsync on", server.database());
        }
    }

    private static void measure(String name, DatabaseSettings settings) {
        try (Chat chat = Chat.builder()
                .stores(JdbiStores.open(settings))
                .passwords(new Pbkdf2Hasher(1))
                .limits(Limits.defaults().withoutRates())
                .build()) {
            Actor alice = register(chat, "alice");
            Actor bob = register(chat, "bob");
            ConversationId room = fill(name, chat, alice, bob);
            LongFunction<Window> newestEnd = at -> Window.before(MESSAGES - at, PAGE);
            LongFunction<Window> oldestEnd = at -> Window.after(at, PAGE);
            pages(chat, alice, room, newestEnd); // both ends find the JVM and the database equally warm
            pages(chat, alice, room, oldestEnd);
            double[] newest = pages(chat, alice, room, newestEnd);
            double[] oldest = pages(chat, alice, room, oldestEnd);
            report(name, newest, oldest);
            reportList(name, firstPages(chat, alice));
            acquaint(chat, alice);
            reportList(name + ", crowd", firstPages(chat, alice));
        }
    }

    /** A conversation with each of many others, all of them written in lately. */
    private static void acquaint(Chat chat, Actor alice) {
        for (int i = 0; i < OTHERS; i++) {
            Pair pair = Pair.of(alice.account(), register(chat, "other" + i).account());
            chat.messages().post(alice, pair, Draft.text(WORDS + i));
        }
    }

    /** The time of each first page of all messages, in milliseconds, ascending. */
    private static double[] firstPages(Chat chat, Actor alice) {
        ListQuery first = new ListQuery(Optional.empty(), Optional.empty(), 1, PAGE);
        return times(() -> chat.messages().list(alice, first).messages().size());
    }

    private static void reportList(String name, double[] times) {
        System.out.printf(
                "%-22s first page of all messages, ms: p50 %.2f p95 %.2f%n",
                name, percentile(times, 50), percentile(times, 95));
        assertThat(percentile(times, 95)).as("p95 of the first page").isLessThanOrEqualTo(50);
    }

    private static Actor register(Chat chat, String name) {
        Account account = chat.accounts().register(Registration.of(name, "three small words"), "local");
        return Actor.user(account.id());
    }

    private static ConversationId fill(String name, Chat chat, Actor alice, Actor bob) {
        Pair pair = Pair.of(alice.account(), bob.account());
        ConversationRef room = chat.messages()
                .post(alice, pair, Draft.text(WORDS + 1))
                .message()
                .conversation();
        long begin = System.nanoTime();
        List<CompletableFuture<Posted>> waiting = new ArrayList<>();
        for (int i = 2; i <= MESSAGES; i++) {
            waiting.add(chat.messages().postAsync(i % 3 == 0 ? bob : alice, room, Draft.text(WORDS + i)));
            if (waiting.size() == 300) {
                waiting.forEach(CompletableFuture::join);
                waiting.clear();
            }
        }
        waiting.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%-22s %,d messages stored at %,.0f a second%n", name, MESSAGES, MESSAGES / seconds);
        return (ConversationId) room;
    }

    /** The time of each page, in milliseconds, ascending. */
    private static double[] pages(Chat chat, Actor alice, ConversationId room, LongFunction<Window> windows) {
        AtomicLong at = new AtomicLong();
        return times(() -> {
            Window window = windows.apply(at.getAndIncrement() % 200);
            return chat.messages().history(alice, room, window).messages().size();
        });
    }

    private static double[] times(IntSupplier page) {
        double[] times = new double[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            int found = page.getAsInt();
            if (i >= 0) {
                times[i] = (System.nanoTime() - begin) / 1e6;
            }
            assertThat(found).isEqualTo(PAGE);
        }
        Arrays.sort(times);
        return times;
    }

    private static void report(String name, double[] newest, double[] oldest) {
        double ratio = percentile(oldest, 50) / percentile(newest, 50);
        System.out.printf(
                "%-22s page of %d, ms: newest end p50 %.2f p95 %.2f, oldest end p50 %.2f p95 %.2f, oldest/newest %.2f%n",
                name,
                PAGE,
                percentile(newest, 50),
                percentile(newest, 95),
                percentile(oldest, 50),
                percentile(oldest, 95),
                ratio);
        assertThat(percentile(newest, 95)).as("p95 at the newest end").isLessThanOrEqualTo(10);
        assertThat(percentile(oldest, 95)).as("p95 at the oldest end").isLessThanOrEqualTo(10);
        assertThat(ratio).as("oldest end to newest end").isBetween(0.5, 2.0);
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
