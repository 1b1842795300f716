package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Found;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Page;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages for a member. Permission and data come from one statement or one snapshot (G9): empty means that there is
 * nothing which this account may see. Pages go by seq, never by offset (G8), but for {@link #list}. People bear the names that
 * they have when it is read.
 *
 * <p>Thread-safe.
 */
public interface MessageReader {

    /** A message, deleted ones included. */
    Optional<Message> message(AccountId member, MessageId message);

    /** A window of the conversation, tombstones included. */
    Optional<MessagePage> window(AccountId member, ConversationId conversation, Window window);

    /** The log after a position: consecutive changes, each with the current state of its message (G5, G6). */
    Optional<ChangePage> changes(AccountId member, ConversationId conversation, long after, int limit);

    /** What was sought, newest first, below a seq. Deleted and former texts are never found (G11). */
    Optional<List<Message>> search(
            AccountId member, ConversationId conversation, Sought sought, long before, int limit);

    /** The same in all of the member's conversations, by time, conversation and number, newest first. */
    Page<Found> search(AccountId member, Sought sought, Optional<String> cursor, int limit);

    /** What is kept at hand in a conversation, the latest first. */
    Optional<List<Message>> pinned(AccountId member, ConversationId conversation);

    /**
     * What a message has said before, the latest first, for its author while he is a member, and for administrators.
     *
     * @param before only versions below this one
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND} for whoever may not know of the message, {@code NOT_AUTHOR} for
     *     other members
     */
    List<FormerText> formerTexts(AccountId reader, MessageId message, int before, int limit);

    /** All that the member may see and is not deleted, by time, conversation and number, newest first; count and page from one snapshot. */
    MessageList list(AccountId member, ListQuery query);

    /**
     * @param with keeps the direct conversation with this account
     * @param search in the form of {@link dev.parley.core.model.SearchText#query}; where present, results end at 1,000
     * @param page 1 for the newest
     * @param size how many messages at the most, 1 to 100
     */
    record ListQuery(Optional<AccountId> with, Optional<String> search, int page, int size) {

        /** @throws IllegalArgumentException when there can be no such page */
        public ListQuery {
            if (page < 1 || size < 1 || size > Window.MOST) {
                throw new IllegalArgumentException("There is no page " + page + " of " + size + " messages");
            }
        }
    }
}
