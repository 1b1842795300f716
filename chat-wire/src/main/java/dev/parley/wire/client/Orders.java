package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.FrameType;
import dev.parley.wire.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * What is to be carried out: one after the other in each conversation, a few conversations side by side. An order stays until it
 * was answered by {@code ok} or refused for good; when the line is lost before, or the refusal is a passing one, it is sent again
 * as it was, with the same client_id (G3). The next of its conversation waits for that, or else a passing refusal would turn the
 * two around.
 *
 * <p>Not thread-safe.
 */
final class Orders {

    /** Few enough that those who are refused together are no flood. */
    private static final int MOST_ON_THE_WAY = 8;

    private final Map<ConversationId, Queue<Order>> waiting = new LinkedHashMap<>();
    private final Map<ConversationId, Long> onTheWay = new HashMap<>();
    private final Map<Long, Order> byId = new HashMap<>();

    void add(Order order) {
        waiting.computeIfAbsent(order.conversation(), none -> new ArrayDeque<>())
                .add(order);
    }

    /** Whether anything could be sent now. */
    boolean due() {
        return byId.size() < MOST_ON_THE_WAY && waiting.size() > onTheWay.size();
    }

    /** The next order to send, which is then on its way under this id; only while {@link #due}. */
    Order next(long id) {
        Queue<Order> queue = waiting.entrySet().stream()
                .filter(entry -> !onTheWay.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        Order order = queue.element();
        onTheWay.put(order.conversation(), id);
        byId.put(id, order);
        return order;
    }

    boolean isOnTheWay(long id) {
        return byId.containsKey(id);
    }

    /** Its answer has come; false when it was a passing refusal, and the order stays. */
    boolean answered(long id, ObjectNode answer) {
        Order order = Objects.requireNonNull(byId.remove(id));
        onTheWay.remove(order.conversation());
        if (answer.path("type").asText().equals(FrameType.OK)) {
            done(order);
            order.answer().complete(answer);
            return true;
        }
        Problem problem = Problem.read(answer.path("error"));
        if (!problem.retryable()) {
            done(order);
            order.answer().completeExceptionally(new ClientException(problem));
        }
        return !problem.retryable();
    }

    /** Puts its conversation behind the others. */
    private void done(Order order) {
        Queue<Order> queue = Objects.requireNonNull(waiting.remove(order.conversation()));
        queue.remove();
        if (!queue.isEmpty()) {
            waiting.put(order.conversation(), queue);
        }
    }

    /** The line is lost, and with it what was on its way. */
    void lost() {
        onTheWay.clear();
        byId.clear();
    }

    /** Nothing of it will be sent any more. */
    void giveUp(ClientException why) {
        List<Order> all = new ArrayList<>();
        waiting.values().forEach(all::addAll);
        waiting.clear();
        lost();
        all.forEach(order -> order.answer().completeExceptionally(why));
    }
}
