package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Marker;
import dev.parley.core.port.MarkerStore;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Read markers in a database. A marker only moves forward because the statement that moves it says so. It is written lazily.
 *
 * <p>Thread-safe.
 */
final class JdbiMarkerStore implements MarkerStore {

    private static final String REACHED =
            "(select least(:seq, c.last_seq) from parley_conversation c where c.id = :conversation)";

    private static final String ORDINAL = "(select m.ordinal from parley_message m"
            + " where m.conversation_id = :conversation and m.seq <= :seq"
            + " order by m.conversation_id desc, m.seq desc limit 1)";

    private static final String MOVE = "update parley_member set read_seq = greatest(read_seq, " + REACHED + "),"
            + " read_ordinal = greatest(read_ordinal, coalesce(" + ORDINAL + ", 0)), unread_from = null"
            + " where conversation_id = :conversation and account_id = :member and left_seq is null"
            + " and (read_seq < " + REACHED + " or unread_from is not null)";

    private static final String READ = "update parley_member set read_revision = :revision"
            + " where conversation_id = :conversation and account_id = :member";

    private static final String STANDS =
            "select mm.read_seq, c.last_ordinal - coalesce(mm.unread_from, mm.read_ordinal) unread"
                    + " from parley_member mm join parley_conversation c on c.id = mm.conversation_id"
                    + " where mm.conversation_id = :conversation and mm.account_id = :member and mm.left_seq is null";

    private final Database database;

    JdbiMarkerStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Moved> read(AccountId member, ConversationId conversation, long seq) {
        return database.writeLazily(handle -> moved(handle, member, conversation, seq));
    }

    private static Optional<Moved> moved(Handle handle, AccountId member, ConversationId conversation, long seq) {
        boolean any = handle.createUpdate(MOVE)
                        .bind("seq", seq)
                        .bind("conversation", conversation.value())
                        .bind("member", member.value())
                        .execute()
                > 0;
        long revision = any ? raised(handle, member, conversation) : 0;
        return stands(handle, member, conversation).map(marker -> new Moved(marker, revision));
    }

    private static long raised(Handle handle, AccountId member, ConversationId conversation) {
        long revision = Revisions.raise(handle, member);
        handle.createUpdate(READ)
                .bind("revision", revision)
                .bind("conversation", conversation.value())
                .bind("member", member.value())
                .execute();
        return revision;
    }

    private static Optional<Marker> stands(Handle handle, AccountId member, ConversationId conversation) {
        return handle.createQuery(STANDS)
                .bind("conversation", conversation.value())
                .bind("member", member.value())
                .map((rs, context) -> new Marker(rs.getLong("read_seq"), rs.getLong("unread")))
                .findOne();
    }
}
