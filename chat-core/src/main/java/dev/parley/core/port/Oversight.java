package dev.parley.core.port;

import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Page;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Person;
import java.util.List;
import java.util.Optional;

/**
 * Reads everything that was said, for those who run it: nobody's permission is asked. Pages go by key (G8); what is deleted is a
 * tombstone here, too (G11).
 *
 * <p>Thread-safe.
 */
public interface Oversight {

    /**
     * A conversation with its people.
     *
     * @param people both of a direct conversation, oneself once for notes to oneself; nobody in others, which have members
     */
    record Entry(Conversation conversation, List<Person> people) {}

    /** Every conversation, by id. */
    Page<Entry> conversations(Optional<String> cursor, int limit);

    Optional<Entry> conversation(ConversationId conversation);

    /** Who belongs to a conversation, by id; nobody where there is no such conversation. */
    Page<Participant> participants(ConversationId conversation, Optional<String> cursor, int limit);

    /** The messages that follow a seq, oldest first, notes and tombstones included. */
    List<Message> messages(ConversationId conversation, long after, int limit);

    /** In which conversation a message is. */
    Optional<ConversationId> placeOf(MessageId message);
}
