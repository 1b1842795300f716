package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waiting for what a lane does. */
public final class Futures {

    private Futures() {}

    /**
     * The result, or the exception that it ended with. A caller who is interrupted learns that the outcome is unknown; what
     * was begun goes on.
     */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Ticket.unknown();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof ChatException refusal) {
            return refusal;
        }
        return new IllegalStateException("The command failed", e.getCause());
    }
}
