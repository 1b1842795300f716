package dev.parley.cli;

import dev.parley.core.model.ConversationId;
import dev.parley.wire.Problem;
import dev.parley.wire.client.ChatClient;
import dev.parley.wire.client.ClientException;
import dev.parley.wire.client.Sent;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages on their way, a bounded number at a time. One thread gives them, and waits perhaps long for the next; another says in
 * their order what has become of each, as soon as that is known.
 *
 * <p>Thread-safe.
 */
final class Sending {

    private static final int MOST = 100;

    /** Behind it nothing comes. */
    private static final CompletableFuture<Sent> END = new CompletableFuture<>();

    private final Terminal terminal;
    private final Server server;
    private final ChatClient client;
    private final ConversationId conversation;
    private final String clientId;
    private final int seconds;
    private final BlockingQueue<CompletableFuture<Sent>> answers = new ArrayBlockingQueue<>(MOST);

    /** @param clientId what was given, or would have to be given, to send the same again */
    Sending(
            Terminal terminal,
            Server server,
            ChatClient client,
            ConversationId conversation,
            String clientId,
            int seconds) {
        this.terminal = terminal;
        this.server = server;
        this.client = client;
        this.conversation = conversation;
        this.clientId = clientId;
        this.seconds = seconds;
    }

    /** Gives all there is to send; where that fails, it is said behind what was sent before. */
    void begin(Runnable all) {
        try {
            all.run();
            put(END);
        } catch (RuntimeException failure) {
            put(CompletableFuture.failedFuture(failure));
        }
    }

    /** Sends one more; waits while many are on their way. */
    void send(String text, String id) {
        put(client.send(conversation, text, id));
    }

    private void put(CompletableFuture<Sent> answer) {
        try {
            answers.put(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Nobody interrupts who reads the input", e);
        }
    }

    /** Says what has become of each, until the end. */
    void sayAll() {
        try {
            for (CompletableFuture<Sent> next = answers.take(); next != END; next = answers.take()) {
                say(awaited(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("Interrupted.");
        }
    }

    private void say(Sent sent) {
        terminal.say("id " + sent.message().id() + " seq " + sent.message().seq() + " conversation " + conversation
                + (sent.duplicate() ? " duplicate" : ""));
    }

    private Sent awaited(CompletableFuture<Sent> answer) throws InterruptedException {
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw unknown("No answer from " + server.address() + " within " + seconds + " s.");
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(ExecutionException failure) {
        if (failure.getCause() instanceof ClientException refused) {
            return refused.problem()
                    .<RuntimeException>map(this::refused)
                    .orElseGet(() -> unknown(String.valueOf(refused.getMessage())));
        }
        return failure.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(failure);
    }

    private RuntimeException refused(Problem problem) {
        return problem.code().equals("not_found")
                ? new RefusedException("There is no conversation " + conversation + " of yours.")
                : server.refused(problem);
    }

    private RefusedException unknown(String why) {
        return new RefusedException(why + " Whether it was stored is not known; the same again with --client-id "
                + clientId + " stores nothing twice.");
    }
}
