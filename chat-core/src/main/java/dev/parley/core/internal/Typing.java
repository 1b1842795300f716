package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Who is typing where. It is told at most every three seconds, however often a client says so, and holds for six: nobody has to
 * say that he has stopped.
 *
 * <p>Thread-safe.
 */
public final class Typing {

    /** How long it holds. */
    public static final long MILLIS = 6_000;

    private static final long TOLD_FOR = TimeUnit.SECONDS.toNanos(3);

    private record Hand(AccountId account, ConversationId conversation) {}

    private final Map<Hand, Long> told = new ConcurrentHashMap<>();

    /** Whether it has to be told, which it then counts as. */
    public boolean news(AccountId account, ConversationId conversation, long now) {
        boolean[] news = new boolean[1];
        told.compute(new Hand(account, conversation), (hand, at) -> {
            news[0] = at == null || now - at >= TOLD_FOR;
            return news[0] ? Long.valueOf(now) : at;
        });
        return news[0];
    }

    /** Forgets what has run out. Called every so often. */
    public void tick(long now) {
        told.values().removeIf(at -> now - at >= TOLD_FOR);
    }
}
