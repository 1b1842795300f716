package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.app.CrashHttp.Refused;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Violation;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * People who write, edit and delete as fast as they can over HTTP, and remember what they were told; one of them has a screen
 * open. After a crash they ask for the whole log and hold it against that. Long because what is noted before a request and what is
 * concluded from its answer, or from none, have to be read side by side.
 */
final class CrashLoad {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave");
    private static final String WATCHING = PEOPLE.get(0);
    private static final int WRITERS = 8;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_MILLIS = 20;
    private static final String TRUTH = "as the truth";
    private static final String PASSWORD = "three small words";

    /** What a writer was told last of one of his messages; {@code content} is empty once it is deleted. */
    private record Told(long id, long seq, Optional<String> content) {}

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();
    private final Set<String> deniedAtFirst = ConcurrentHashMap.newKeySet();
    private final Map<String, String> invoked = new ConcurrentHashMap<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger denied = new AtomicInteger();
    private final CrashHistory history = new CrashHistory();
    private final CrashScreen screen = new CrashScreen(WATCHING, history);
    private final Map<Long, Long> tops = new ConcurrentHashMap<>();
    private final CrashHttp http = new CrashHttp();

    int acknowledged() {
        return acknowledged.get();
    }

    /** How many messages were not stored, as the answer said. */
    int denied() {
        return denied.get();
    }

    /** How many changes the screen was told of while it was connected. */
    int pushed() {
        return screen.pushed();
    }

    /** Talks to this server from now on; registers everybody at the first one. */
    void connect(URI server) {
        http.connect(server);
        PEOPLE.forEach(name -> tokens.computeIfAbsent(name, this::register));
        watch();
    }

    private void watch() {
        screen.connect(http.address(), tokens.getOrDefault(WATCHING, ""));
    }

    private JsonNode ask(String method, String path, String name, Optional<ObjectNode> body) {
        return http.ask(method, path, Optional.ofNullable(tokens.get(name)), body);
    }

    private JsonNode get(String path, String name) {
        return http.askPatiently("GET", path, Optional.ofNullable(tokens.get(name)), Optional.empty());
    }

    private String register(String name) {
        ObjectNode account = JSON.createObjectNode().put("username", name).put("password", PASSWORD);
        return http.askPatiently("POST", "/api/auth/register/", Optional.empty(), Optional.of(account))
                .path("token")
                .textValue();
    }

    /** Writes until so many more are acknowledged, then has the server killed in the middle of it. */
    void runUntilAcknowledged(int more, Runnable kill) {
        CountDownLatch over = new CountDownLatch(1);
        writeDuring(over, () -> {
            awaitAcknowledged(more);
            over.countDown();
            kill.run();
        });
        screen.disconnected();
    }

    /** Writes for as long as the trouble lasts. */
    void writeDuring(Runnable trouble) {
        writeDuring(new CountDownLatch(1), trouble);
    }

    private void writeDuring(CountDownLatch over, Runnable trouble) {
        List<Thread> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> writer(PEOPLE.get(i % PEOPLE.size()), over))
                .toList();
        try {
            trouble.run();
        } finally {
            over.countDown();
            writers.forEach(CrashLoad::join);
        }
        assertThat(failures).isEmpty();
    }

    private Thread writer(String name, CountDownLatch over) {
        Thread writer = new Thread(() -> {
            while (over.getCount() > 0) {
                if (!write(name)) {
                    pause(over);
                }
            }
        });
        writer.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        writer.start();
        return writer;
    }

    /** Who was refused waits a moment, or until all is over. */
    private static void pause(CountDownLatch over) {
        try {
            over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Until so many more are acknowledged. */
    void awaitAcknowledged(int more) {
        await(acknowledged, more, PATIENCE_NANOS);
    }

    /** Until so many more were refused, or broken off. */
    void awaitRefused(int more) {
        await(refused, more, PATIENCE_NANOS);
    }

    /** The next is acknowledged soon (G14). */
    void expectAcknowledgedSoon() {
        await(acknowledged, 1, SOON_NANOS);
    }

    private void await(AtomicInteger count, int more, long nanos) {
        int goal = count.get() + more;
        long end = System.nanoTime() + nanos;
        while (count.get() < goal) {
            assertThat(failures).isEmpty();
            assertThat(System.nanoTime() - end)
                    .as("nanoseconds too late for %s more, at %s of %s", more, count, goal)
                    .isNegative();
            pause(new CountDownLatch(1));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(60_000);
            assertThat(thread.isAlive()).as("a writer is stuck").isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** False when it was refused or broken off somewhere. */
    private boolean write(String name) {
        String clientId = name + "-" + names.incrementAndGet();
        String receiver = PEOPLE.get(ThreadLocalRandom.current().nextInt(PEOPLE.size()));
        invoked.put(clientId, receiver);
        try {
            change(name, clientId, begin(name, clientId));
            return true;
        } catch (Refused notStored) {
            refused.incrementAndGet();
            return false;
        } catch (UncheckedIOException e) {
            unsure.add(clientId);
            refused.incrementAndGet();
            return false;
        }
    }

    /** Now and then somebody says nothing at first, or the same over two connections at once. */
    private Told begin(String name, String clientId) {
        int kind = ThreadLocalRandom.current().nextInt(10);
        if (kind == 0) {
            sayNothing(name, clientId);
        }
        return kind <= 2 ? postTwice(name, clientId) : post(name, clientId);
    }

    /** Sometimes. */
    private void change(String name, String clientId, Told posted) {
        int next = ThreadLocalRandom.current().nextInt(10);
        if (next == 0) {
            delete(name, clientId, posted);
        } else if (next <= 2) {
            edit(name, clientId, posted);
        }
    }

    /** A message of nothing is refused under a key that is not used for anything else. */
    private void sayNothing(String name, String clientId) {
        String nothing = clientId + "-nothing";
        invoked.put(nothing, invoked.getOrDefault(clientId, name));
        try {
            attempt(name, nothing, " ");
            throw new AssertionError("A message of nothing was stored");
        } catch (Refused refusal) {
            assertThat(refusal.status()).as(refusal.getMessage()).isIn(400, 503);
        }
    }

    private Told post(String name, String clientId) {
        return settle(clientId, List.of(trouble(name, clientId)));
    }

    /** As after an answer that was given up too early: one message comes of it. */
    private Told postTwice(String name, String clientId) {
        CompletableFuture<Optional<RuntimeException>> other =
                CompletableFuture.supplyAsync(() -> trouble(name, clientId), task -> new Thread(task).start());
        Optional<RuntimeException> here = trouble(name, clientId);
        return settle(clientId, List.of(here, other.join()));
    }

    /** Nothing, when it was stored. */
    private Optional<RuntimeException> trouble(String name, String clientId) {
        try {
            attempt(name, clientId, "first words of " + clientId);
            return Optional.empty();
        } catch (Refused | UncheckedIOException e) {
            return Optional.of(e);
        }
    }

    /** Stored is what one attempt has stored; not stored is what all were denied. */
    private Told settle(String clientId, List<Optional<RuntimeException>> troubles) {
        if (troubles.stream().anyMatch(Optional::isEmpty)) {
            acknowledged.incrementAndGet();
            return Optional.ofNullable(told.get(clientId)).orElseThrow();
        }
        List<RuntimeException> all = troubles.stream().flatMap(Optional::stream).toList();
        RuntimeException worst =
                all.stream().filter(e -> !(e instanceof Refused)).findFirst().orElse(all.get(0));
        if (worst instanceof Refused refusal) {
            deny(clientId, refusal);
        }
        throw worst;
    }

    /** Every other is left at that; the others are tried again later. */
    private void deny(String clientId, Refused refusal) {
        assertThat(refusal.status()).as(refusal.getMessage()).isEqualTo(503);
        denied.incrementAndGet();
        if (ThreadLocalRandom.current().nextBoolean()) {
            deniedAtFirst.add(clientId);
        }
    }

    private void attempt(String name, String clientId, String content) {
        String receiver = invoked.getOrDefault(clientId, name);
        ObjectNode message = JSON.createObjectNode()
                .put("receiver", receiver)
                .put("content", content)
                .put("client_id", clientId);
        long asked = history.now();
        history.asked(name, receiver, clientId, asked);
        try {
            JsonNode posted = ask("POST", "/api/messages/", name, Optional.of(message));
            history.told(name, Op.SEND, posted, asked);
            remember(clientId, posted);
        } catch (Refused refusal) {
            history.refused(name, receiver, clientId, asked);
            throw refusal;
        } catch (UncheckedIOException e) {
            history.unknown(name, receiver, clientId, asked);
            throw e;
        }
    }

    private void edit(String name, String clientId, Told posted) {
        ObjectNode words = JSON.createObjectNode().put("content", "other words of " + clientId);
        long asked = history.now();
        JsonNode edited = ask("PATCH", "/api/messages/" + posted.id(), name, Optional.of(words));
        history.told(name, Op.EDIT, edited, asked);
        remember(clientId, edited);
        acknowledged.incrementAndGet();
    }

    private void delete(String name, String clientId, Told posted) {
        long asked = history.now();
        ask("DELETE", "/api/messages/" + posted.id(), name, Optional.empty());
        history.deleted(name, invoked.getOrDefault(clientId, name), posted.id(), asked);
        told.put(clientId, new Told(posted.id(), posted.seq(), Optional.empty()));
    }

    private void remember(String clientId, JsonNode message) {
        Told now = new Told(
                message.path("id").longValue(),
                message.path("seq").longValue(),
                Optional.ofNullable(message.path("content").textValue()));
        told.put(clientId, now);
    }

    /**
     * Everything that was acknowledged is in the log once, as it was told; what was uncertain is sent again and then is, too. What
     * was refused is not there, until it is sent again.
     */
    void check(String when) {
        Map<String, JsonNode> before = readAll(when);
        told.forEach((clientId, expected) -> compare(when, clientId, expected, before));
        assertThat(deniedAtFirst).as("refused and stored all the same, " + when).noneMatch(before::containsKey);
        Set<String> again = new HashSet<>(unsure);
        again.addAll(deniedAtFirst);
        unsure.clear();
        deniedAtFirst.clear();
        again.forEach(this::insist);
        Map<String, JsonNode> after = readAll(when);
        assertThat(told.keySet().stream().filter(clientId -> !after.containsKey(clientId)))
                .as("told and not stored, " + when)
                .isEmpty();
        again.forEach(clientId -> compare(when, clientId, told.get(clientId), after));
    }

    /** As a client does: a repeat is harmless, so it goes on until there is an answer. */
    private void insist(String clientId) {
        String name = clientId.substring(0, clientId.indexOf('-'));
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (Optional<RuntimeException> last = trouble(name, clientId);
                last.isPresent();
                last = trouble(name, clientId)) {
            if (System.nanoTime() > end) {
                throw last.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        acknowledged.incrementAndGet();
    }

    /** What the whole history breaks of what was promised, with the logs as they are now for the truth. */
    List<Violation> violations() {
        readAll(TRUTH);
        watch();
        screen.compare(tops);
        return history.violations();
    }

    /** An operation under way when the server died may have happened on top of what was told. */
    private void compare(String when, String clientId, Told expected, Map<String, JsonNode> stored) {
        String what = clientId + ", " + when;
        JsonNode message = stored.get(clientId);
        assertThat(message).as("acknowledged and lost: " + what).isNotNull();
        assertThat(message.path("id").longValue()).as(what).isEqualTo(expected.id());
        assertThat(message.path("seq").longValue()).as(what).isEqualTo(expected.seq());
        if (expected.content().isEmpty()) {
            assertThat(message.path("deleted").booleanValue())
                    .as("deleted for good: " + what)
                    .isTrue();
        }
        if (!unsure.contains(clientId)) {
            assertThat(Optional.ofNullable(message.path("content").textValue()))
                    .as(what)
                    .isEqualTo(expected.content());
        }
    }

    /** All messages by client id, from the logs of all conversations; each log is 1, 2, 3 … without a gap. */
    private Map<String, JsonNode> readAll(String when) {
        Map<Long, JsonNode> messages = new HashMap<>();
        for (String name : PEOPLE) {
            for (JsonNode conversation :
                    get("/api/conversations?limit=100", name).path("conversations")) {
                readLog(when, name, conversation.path("id").longValue(), messages);
            }
        }
        Map<String, JsonNode> byClientId = new HashMap<>();
        messages.values().forEach(message -> {
            String clientId = message.path("client_id").textValue();
            assertThat(byClientId.put(clientId, message))
                    .as("stored twice: " + clientId + ", " + when)
                    .isNull();
            assertThat(invoked.containsKey(clientId))
                    .as("stored but never sent: " + clientId + ", " + when)
                    .isTrue();
        });
        return byClientId;
    }

    private void readLog(String when, String name, long conversation, Map<Long, JsonNode> messages) {
        long position = 0;
        JsonNode page;
        do {
            long asked = history.now();
            page = get("/api/conversations/" + conversation + "/changes?after=" + position, name);
            for (JsonNode change : page.path("changes")) {
                position++;
                assertThat(change.path("seq").longValue())
                        .as("the log of " + conversation + ", " + when)
                        .isEqualTo(position);
                JsonNode message = change.path("message");
                messages.put(message.path("id").longValue(), message);
                history.pulled(name, when, change, asked);
                if (when.equals(TRUTH)) {
                    history.truth(name, change);
                }
            }
        } while (page.path("more").booleanValue());
        assertThat(position).as("the end of the log").isEqualTo(page.path("top").longValue());
        if (name.equals(WATCHING)) {
            tops.put(conversation, position);
        }
    }
}
