package dev.parley.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.client.ClientListener;
import dev.parley.wire.client.ClientState;
import dev.parley.wire.client.Received;
import dev.parley.wire.client.ReceivedMessage;
import dev.parley.wire.client.Stopped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows changes as they come, until there is nobody to show them to.
 *
 * <p>Thread rule: that of its client, but for {@link #untilTheEnd}.
 */
final class Tail implements ClientListener {

    /** ASCII only: nothing in a line can steer a terminal (attack C23). */
    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private final Terminal terminal;
    private final Server server;
    private final Optional<ConversationId> only;
    private final boolean json;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean away;

    /** @param only the one conversation that is shown, where it is one */
    Tail(Terminal terminal, Server server, Optional<ConversationId> only, boolean json) {
        this.terminal = terminal;
        this.server = server;
        this.only = only;
        this.json = json;
    }

    /**
     * Waits until nobody reads any more.
     *
     * @throws RefusedException when there is nothing to show any more
     */
    void untilTheEnd() {
        try {
            end.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RefusedException refused ? refused : failure;
        }
    }

    @Override
    public void changed(Received change) {
        terminal.say(json ? asJson(change) : line(change));
        if (terminal.out().checkError()) {
            end.complete(null);
        }
    }

    private static String asJson(Received change) {
        try {
            return JSON.writeValueAsString(change.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    private static String line(Received change) {
        String at = change.conversation() + "/" + change.seq() + " ";
        return change.message()
                .map(message -> message.sentAt() + " " + at + said(change, message))
                .orElseGet(() -> at + change.type());
    }

    private static String said(Received change, ReceivedMessage message) {
        String who = message.sender().orElseGet(() -> "#" + message.senderId());
        if (message.note().isPresent()) {
            return "* " + who + " " + noted(message);
        }
        String what = message.content().orElse("(deleted)");
        boolean created = change.type().equals(ChangeKind.MESSAGE_CREATED.wire());
        return who + (created ? ": " : " changed " + message.seq() + ": ") + what;
    }

    /** The note, whom it is about, and its words, as far as it has them. */
    private static String noted(ReceivedMessage message) {
        return Stream.of(message.note(), message.about(), message.content())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void reset(ConversationId conversation, long position) {
        terminal.warn("conversation " + conversation
                + " has less behind it than is known here, such as after a restored backup;"
                + " what follows comes after " + position);
    }

    @Override
    public void removed(ConversationId conversation) {
        if (only.isPresent()) {
            end.completeExceptionally(new RefusedException("There is no conversation " + conversation + " of yours."));
        }
    }

    @Override
    public void state(ClientState state, String detail) {
        if (state == ClientState.WAITING && !away) {
            away = true;
            terminal.warn("no connection to " + server.address() + " (" + detail + "); trying again");
        } else if (state == ClientState.CONNECTED && away) {
            away = false;
            terminal.warn("connected again");
        }
    }

    @Override
    public void stopped(Stopped why) {
        end.completeExceptionally(server.stopped(why));
    }
}
