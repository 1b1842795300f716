package dev.parley.javalin;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.MessageId;
import dev.parley.wire.Fields;
import java.util.Optional;

/**
 * Reads a message that is to be posted. Its {@code client_id} may also come as the header {@code Idempotency-Key}.
 *
 * <p>Thread-safe: stateless.
 */
final class Drafts {

    private Drafts() {}

    /** @throws ChatException {@code INVALID}, also for what else was wrong in the body so far */
    static Draft read(Call call, Fields body) {
        String content = body.text("content");
        Optional<String> inBody = body.optionalText("client_id");
        Optional<MessageId> replyTo = body.optionalMessage("reply_to");
        body.check();
        Optional<String> inHeader = Optional.ofNullable(call.request().getHeader("Idempotency-Key"));
        if (inBody.isPresent() && inHeader.isPresent() && !inBody.equals(inHeader)) {
            throw ChatException.invalid(
                    "client_id", "differs", "The client_id and the Idempotency-Key are not the same.");
        }
        return new Draft(content, inBody.or(() -> inHeader), replyTo);
    }
}
