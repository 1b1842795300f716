package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import java.util.List;

/**
 * Finding messages by what they say: any substring of two characters and up, in any script, without regard to case and width.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Search {

    private final MessageReader reader;

    Search(Engine engine) {
        this.reader = engine.stores().messages();
    }

    /**
     * Texts of one conversation, newest first; deleted and former texts are never found (G11).
     *
     * @param before finds only messages with a lower seq; {@link Long#MAX_VALUE} for all
     * @param limit how many at most, 1 to 101: a page, and one that tells whether there are more
     * @throws ChatException {@code NOT_FOUND} when the actor is no member, {@code INVALID} for a query of fewer than 2 or more
     *     than 200 characters
     * @throws IllegalArgumentException when the limit is another
     */
    public List<Message> inConversation(
            Actor actor, ConversationId conversation, String query, long before, int limit) {
        int most = Bounds.check(limit, Window.MOST + 1);
        return reader.search(actor.account(), conversation, SearchText.query(query), before, most)
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }
}
