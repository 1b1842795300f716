package dev.parley.cli;

import dev.parley.core.model.ConversationId;
import dev.parley.wire.Problem;
import dev.parley.wire.client.ChatClient;
import dev.parley.wire.client.ClientException;
import dev.parley.wire.client.Sent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages on their way, a bounded number at a time; what has become of each is said in their order.
 *
 * <p>Not thread-safe.
 */
final class Sending {

    private static final int MOST = 100;

    private final Terminal terminal;
    private final Server server;
    private final ChatClient client;
    private final ConversationId conversation;
    private final int seconds;
    private final Queue<Pending> onTheWay = new ArrayDeque<>();

    private record Pending(String clientId, CompletableFuture<Sent> answer) {}

    Sending(Terminal terminal, Server server, ChatClient client, ConversationId conversation, int seconds) {
        this.terminal = terminal;
        this.server = server;
        this.client = client;
        this.conversation = conversation;
        this.seconds = seconds;
    }

    /** Sends one more, and says what has become of the first where there are many. */
    void send(String text, String clientId) {
        onTheWay.add(new Pending(clientId, client.send(conversation, text, clientId)));
        while (onTheWay.size() > MOST || answered()) {
            sayOne();
        }
    }

    private boolean answered() {
        return !onTheWay.isEmpty() && onTheWay.element().answer().isDone();
    }

    /** Says what has become of all the others. */
    void finish() {
        while (!onTheWay.isEmpty()) {
            sayOne();
        }
    }

    private void sayOne() {
        Sent sent = awaited(onTheWay.remove());
        terminal.say("id " + sent.message().id() + " seq " + sent.message().seq() + " conversation " + conversation
                + (sent.duplicate() ? " duplicate" : ""));
    }

    private Sent awaited(Pending pending) {
        try {
            return pending.answer().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw unknown(pending, "No answer from " + server.address() + " within " + seconds + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(pending, "Interrupted.");
        } catch (ExecutionException e) {
            throw failed(pending, e);
        }
    }

    private RuntimeException failed(Pending pending, ExecutionException failure) {
        if (failure.getCause() instanceof ClientException refused) {
            return refused.problem()
                    .<RuntimeException>map(this::refused)
                    .orElseGet(() -> unknown(pending, String.valueOf(refused.getMessage())));
        }
        return new IllegalStateException(failure);
    }

    private RuntimeException refused(Problem problem) {
        return problem.code().equals("not_found")
                ? new RefusedException("There is no conversation " + conversation + " of yours.")
                : server.refused(problem);
    }

    private static RefusedException unknown(Pending pending, String why) {
        return new RefusedException(why + " Whether it was stored is not known; the same again with --client-id "
                + pending.clientId() + " stores nothing twice.");
    }
}
