package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * People who write, edit and delete as fast as they can over HTTP, and remember what they were told; one of them has a screen
 * open. After a crash they ask for the whole log and hold it against that.
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
    private final Map<String, String> invoked = new ConcurrentHashMap<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CrashHistory history = new CrashHistory();
    private final CrashScreen screen = new CrashScreen(WATCHING, history);
    private final Map<Long, Long> tops = new ConcurrentHashMap<>();
    private volatile URI address = URI.create("http://127.0.0.1");
    private volatile HttpClient client = HttpClient.newHttpClient();

    int acknowledged() {
        return acknowledged.get();
    }

    /** How many changes the screen was told of while it was connected. */
    int pushed() {
        return screen.pushed();
    }

    /** Talks to this server from now on; registers everybody at the first one. */
    void connect(URI server) {
        address = server;
        client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        PEOPLE.forEach(name -> tokens.computeIfAbsent(name, this::register));
        screen.connect(server, tokens.getOrDefault(WATCHING, ""));
    }

    private String register(String name) {
        ObjectNode account = JSON.createObjectNode().put("username", name).put("password", PASSWORD);
        return ask("POST", "/api/auth/register/", "", Optional.of(account))
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
            Told posted = post(name, clientId);
            int next = ThreadLocalRandom.current().nextInt(10);
            if (next == 0) {
                delete(name, clientId, posted);
            } else if (next <= 2) {
                edit(name, clientId, posted);
            }
            return true;
        } catch (UncheckedIOException e) {
            unsure.add(clientId);
            refused.incrementAndGet();
            return false;
        }
    }

    private Told post(String name, String clientId) {
        ObjectNode message = JSON.createObjectNode()
                .put("receiver", invoked.get(clientId))
                .put("content", "first words of " + clientId)
                .put("client_id", clientId);
        String receiver = message.path("receiver").textValue();
        long asked = history.now();
        history.asked(name, receiver, clientId, asked);
        try {
            JsonNode posted = ask("POST", "/api/messages/", name, Optional.of(message));
            history.told(name, Op.SEND, posted, asked);
            return remember(clientId, posted);
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
    }

    private void delete(String name, String clientId, Told posted) {
        long asked = history.now();
        ask("DELETE", "/api/messages/" + posted.id(), name, Optional.empty());
        history.deleted(name, invoked.getOrDefault(clientId, name), posted.id(), asked);
        told.put(clientId, new Told(posted.id(), posted.seq(), Optional.empty()));
    }

    private Told remember(String clientId, JsonNode message) {
        Told now = new Told(
                message.path("id").longValue(),
                message.path("seq").longValue(),
                Optional.ofNullable(message.path("content").textValue()));
        told.put(clientId, now);
        acknowledged.incrementAndGet();
        return now;
    }

    /** Everything that was acknowledged is in the log once, as it was told; what was uncertain is sent again and then is, too. */
    void check(String when) {
        Map<String, JsonNode> before = readAll(when);
        told.forEach((clientId, expected) -> compare(when, clientId, expected, before));
        Set<String> again = new HashSet<>(unsure);
        unsure.clear();
        again.forEach(clientId -> post(clientId.substring(0, clientId.indexOf('-')), clientId));
        Map<String, JsonNode> after = readAll(when);
        assertThat(after.keySet()).as("what is stored, " + when).containsAll(told.keySet());
        again.forEach(clientId -> compare(when, clientId, told.get(clientId), after));
    }

    /** What the whole history breaks of what was promised, with the logs as they are now for the truth. */
    List<Violation> violations() {
        readAll(TRUTH);
        screen.connect(address, tokens.getOrDefault(WATCHING, ""));
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
            for (JsonNode conversation : ask("GET", "/api/conversations?limit=100", name, Optional.empty())
                    .path("conversations")) {
                readLog(when, name, conversation.path("id").longValue(), messages);
            }
        }
        Map<String, JsonNode> byClientId = new HashMap<>();
        messages.values().forEach(message -> {
            String clientId = message.path("client_id").textValue();
            assertThat(byClientId.put(clientId, message))
                    .as("stored twice: " + clientId + ", " + when)
                    .isNull();
            assertThat(invoked).as("stored but never sent, " + when).containsKey(clientId);
        });
        return byClientId;
    }

    private void readLog(String when, String name, long conversation, Map<Long, JsonNode> messages) {
        long position = 0;
        JsonNode page;
        do {
            long asked = history.now();
            page = ask(
                    "GET", "/api/conversations/" + conversation + "/changes?after=" + position, name, Optional.empty());
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

    /** The JSON of a good answer; an answer of any other kind than "not now" is a defect. */
    private JsonNode ask(String method, String path, String name, Optional<ObjectNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.map(b -> BodyPublishers.ofString(b.toString())).orElse(BodyPublishers.noBody()));
        body.ifPresent(b -> request.header("Content-Type", "application/json"));
        Optional.ofNullable(tokens.get(name)).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 503) {
                throw new IOException("not now");
            }
            assertThat(answer.statusCode())
                    .as(method + " " + path + ": " + answer.body())
                    .isBetween(200, 299);
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
