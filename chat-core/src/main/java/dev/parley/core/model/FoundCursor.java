package dev.parley.core.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Where a page of a search over all conversations ended: by time, conversation and number, newest first. As a word it is
 * microseconds, id and seq with dots between.
 *
 * <p>Thread-safe: immutable.
 */
public record FoundCursor(Instant at, long conversation, long seq) {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,17}\\.[0-9]{1,16}\\.[0-9]{1,16}");

    /** The place of this message. */
    public static FoundCursor of(Message message) {
        return new FoundCursor(message.sentAt(), message.conversation().value(), message.seq());
    }

    /** @throws ChatException {@link ErrorCode#INVALID} with {@code cursor} for any other word */
    public static FoundCursor parse(String word) {
        if (!SHAPE.matcher(word).matches()) {
            throw ChatException.invalid("cursor", "cursor", "The cursor is none that this server has made.");
        }
        String[] parts = word.split("\\.", 3);
        Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
        return new FoundCursor(at, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** Up to when messages of a conversation come after it: this moment is the first that is too late. */
    public Instant until(long other) {
        return other < conversation ? at.plus(1, ChronoUnit.MICROS) : at;
    }

    /** Up to which number messages of its own conversation come after it, and those of others do without one. */
    public long below(long other) {
        return other == conversation ? seq : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + conversation + "." + seq;
    }
}
