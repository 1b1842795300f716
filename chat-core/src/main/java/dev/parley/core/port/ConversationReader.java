package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Naming;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Position;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Standing;
import java.util.List;
import java.util.Optional;

/**
 * Reads conversations for one of their members. Permission and data come from one statement or one snapshot (G9).
 *
 * <p>Thread-safe.
 */
public interface ConversationReader {

    /** The member's conversations, last activity first; those nobody has written in come last. A fixed number of statements. */
    Page<ConversationItem> of(AccountId member, Shelf shelf, Optional<String> cursor, int limit);

    /** One of the member's conversations; empty also when it exists but is not the member's. */
    Optional<ConversationItem> item(AccountId member, ConversationId conversation);

    /** Where all of the member's conversations stand, last activity first. One statement. */
    List<Position> positions(AccountId member);

    /** The member's conversations that came, were read or were settled with a higher revision of the account than this one. */
    List<Standing> since(AccountId member, long revision);

    /** Who belongs to one of the member's conversations, in the order of their ids. */
    Optional<Page<Participant>> participants(
            AccountId member, ConversationId conversation, Optional<String> cursor, int limit);

    /**
     * All channels that are not archived and whose names contain the query, in the order of their names.
     *
     * @param foldedQuery in the form of {@link Naming#key}; empty for all
     */
    Page<ChannelItem> channels(AccountId reader, String foldedQuery, Optional<String> cursor, int limit);

    /** The direct conversation of a pair, if it was ever opened. */
    Optional<ConversationId> direct(Pair pair);

    /** The conversation that a host calls so, if it was ever opened; whoever its members are. */
    Optional<ConversationId> byKey(HostKey key);
}
