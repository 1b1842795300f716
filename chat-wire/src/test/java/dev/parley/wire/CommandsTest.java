package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Registration;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that wait for their turn, while the store has come to none of them yet. */
class CommandsTest {

    private static final int PULLS = 10;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int BETWEEN_COLLECTIONS = 100;

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
    private final long room = chat.conversations()
            .openDirect(Actor.user(alice.id()), alice.id())
            .conversation()
            .value();
    private final List<JsonNode> answers = new ArrayList<>();
    private final Queue<Runnable> store = new ArrayDeque<>();
    private final Commands commands = new Commands(chat, Actor.user(alice.id()), this::answer, store::add);

    @AfterEach
    void close() {
        chat.close();
    }

    private void answer(Answered answer, Runnable written) {
        answers.add(answer.json());
        written.run();
    }

    private void theStoreComesToThem() {
        while (!store.isEmpty()) {
            store.remove().run();
        }
    }

    private ObjectNode command(int id, String type, String number) {
        return Json.object()
                .put("id", id)
                .put("type", type)
                .put("conversation", room)
                .put(number, 0)
                .put("beside", "x".repeat(50_000));
    }

    private PhantomReference<ObjectNode> carriedOut(ObjectNode command, ReferenceQueue<ObjectNode> forgotten) {
        commands.carryOut(command);
        return new PhantomReference<>(command, forgotten);
    }

    /** How many of so many are not held by anybody any more; waits for all, up to a deadline. */
    private static int collected(ReferenceQueue<ObjectNode> forgotten, int all) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int count = 0;
        while (count < all && System.nanoTime() < end) {
            if (forgotten.remove(BETWEEN_COLLECTIONS) != null) {
                count++;
            } else {
                System.gc();
            }
        }
        return count;
    }

    @Test
    void g13_whatWaitsForItsTurnIsAFewNumbersAndNotWhatWasSent() throws InterruptedException {
        ReferenceQueue<ObjectNode> forgotten = new ReferenceQueue<>();
        List<PhantomReference<ObjectNode>> sent = IntStream.range(0, PULLS)
                .mapToObj(id -> carriedOut(
                        id % 2 == 0 ? command(id, "changes", "after") : command(id, "read", "seq"), forgotten))
                .toList();

        int collected = collected(forgotten, PULLS);

        assertThat(collected).isEqualTo(PULLS);
        assertThat(answers).as("all wait").isEmpty();
        theStoreComesToThem();
        assertThat(answers)
                .extracting(answer ->
                        answer.path("id").asInt() + answer.path("type").asText())
                .containsExactlyElementsOf(
                        IntStream.range(0, PULLS).mapToObj(id -> id + "ok").toList());
        Reference.reachabilityFence(sent);
    }

    @Test
    void w12_whatIsWrongWithACommandIsSaidBeforeItsTurn() {
        commands.carryOut(command(1, "changes", "after"));
        commands.carryOut(command(2, "changes", "afterwards"));
        commands.carryOut(command(3, "read", "sequence"));

        assertThat(answers)
                .extracting(answer -> answer.path("id").asInt()
                        + answer.at("/error/errors/0/field").asText())
                .containsExactly("2after", "3seq");
        theStoreComesToThem();
        assertThat(answers.get(2).path("id").asInt()).isEqualTo(1);
    }
}
