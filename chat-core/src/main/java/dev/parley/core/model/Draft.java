package dev.parley.core.model;

import java.util.Optional;
import java.util.UUID;

/**
 * A message that is not posted yet.
 *
 * <p>Thread-safe: immutable.
 *
 * @param clientId the sender's own word for it. Posting the same again with the same word stores it once, without any time
 *     limit (G3); absent, the message is posted anew each time
 * @param replyTo the message of the same conversation that it answers
 */
public record Draft(String content, Optional<String> clientId, Optional<MessageId> replyTo) {

    private static final int MAX_CLIENT_ID = 64;

    /** @throws ChatException when the client id is not 1 to 64 of {@code A-Z a-z 0-9 _ - : .} */
    public Draft {
        clientId.ifPresent(Draft::checkClientId);
    }

    public static Draft text(String content) {
        return new Draft(content, Optional.empty(), Optional.empty());
    }

    /** The same with a word by which a repeat is recognised. */
    public Draft withClientId(String id) {
        return new Draft(content, Optional.of(id), replyTo);
    }

    /** The same as an answer to a message. */
    public Draft replyingTo(MessageId message) {
        return new Draft(content, clientId, Optional.of(message));
    }

    /** The client id, or a new random one. */
    public String clientIdOrNew() {
        return clientId.orElseGet(() -> UUID.randomUUID().toString());
    }

    private static void checkClientId(String id) {
        boolean right =
                !id.isEmpty() && id.length() <= MAX_CLIENT_ID && id.chars().allMatch(Draft::allowed);
        if (!right) {
            throw ChatException.invalid(
                    "client_id", "client_id_shape", "A client_id has 1 to 64 of A-Z a-z 0-9 _ - : and the dot.");
        }
    }

    private static boolean allowed(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_-:.".indexOf(c) >= 0;
    }
}
