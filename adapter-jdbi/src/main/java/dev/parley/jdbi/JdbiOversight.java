package dev.parley.jdbi;

import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Page;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Role;
import dev.parley.core.port.Oversight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that was said in a database. Each page is one statement, by the index of its key.
 *
 * <p>Thread-safe.
 */
final class JdbiOversight implements Oversight {

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    private static final String ENTRY = "select " + Rows.CONVERSATION + ", " + Rows.person("lo") + ", "
            + Rows.person("hi") + " from parley_conversation c left join parley_account lo on lo.id = c.low_id"
            + " left join parley_account hi on hi.id = c.high_id where ";

    private static final String ENTRIES = ENTRY + "c.id > :after order by c.id limit :limit";

    private static final String ONE = ENTRY + "c.id = :conversation";

    private static final String PARTICIPANTS = "select mm.role, " + Rows.person("s") + " from parley_member mm"
            + " join parley_account s on s.id = mm.account_id where mm.conversation_id = :conversation"
            + " and mm.left_seq is null and mm.account_id > :after order by mm.account_id limit :limit";

    /** The order names the conversation first, so that H2 sees that an index has it already. */
    private static final String MESSAGES = "select " + Rows.MESSAGE
            + " from (select * from parley_message where conversation_id = :conversation and seq > :after"
            + " order by conversation_id, seq limit :limit) m join parley_conversation c on c.id = m.conversation_id"
            + Rows.PEOPLE + "order by m.seq";

    private final Database database;

    JdbiOversight(Database database) {
        this.database = database;
    }

    @Override
    public Page<Entry> conversations(Optional<String> cursor, int limit) {
        List<Entry> found = database.read(handle -> handle.createQuery(ENTRIES)
                .bind("after", after(cursor))
                .bind("limit", limit + 1)
                .map((rs, context) -> entry(rs))
                .list());
        return Pages.of(found, limit, last -> last.conversation().id().toString());
    }

    @Override
    public Optional<Entry> conversation(ConversationId conversation) {
        return database.read(handle -> handle.createQuery(ONE)
                .bind("conversation", conversation.value())
                .map((rs, context) -> entry(rs))
                .findOne());
    }

    private static Entry entry(ResultSet rs) throws SQLException {
        return new Entry(Rows.conversation(rs), Rows.pairOfPeople(rs));
    }

    @Override
    public Page<Participant> participants(ConversationId conversation, Optional<String> cursor, int limit) {
        List<Participant> found = database.read(handle -> handle.createQuery(PARTICIPANTS)
                .bind("conversation", conversation.value())
                .bind("after", after(cursor))
                .bind("limit", limit + 1)
                .map((rs, context) -> new Participant(Rows.person(rs, "s"), Role.valueOf(rs.getString("role"))))
                .list());
        return Pages.of(found, limit, last -> last.person().id().toString());
    }

    @Override
    public List<Message> messages(ConversationId conversation, long after, int limit) {
        return database.read(handle -> handle.createQuery(MESSAGES)
                .bind("conversation", conversation.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, context) -> Rows.message(rs))
                .list());
    }

    @Override
    public Optional<ConversationId> placeOf(MessageId message) {
        return database.read(
                handle -> handle.createQuery("select conversation_id from parley_message where id = :message")
                        .bind("message", message.value())
                        .map((rs, context) -> new ConversationId(rs.getLong("conversation_id")))
                        .findOne());
    }

    private static long after(Optional<String> cursor) {
        return cursor.map(word -> Long.parseLong(Pages.checked(word, ID))).orElse(0L);
    }
}
