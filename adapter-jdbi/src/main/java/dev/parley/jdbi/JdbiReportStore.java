package dev.parley.jdbi;

import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Page;
import dev.parley.core.model.Report;
import dev.parley.core.port.ReportStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Reports in a database. A unique constraint sees to it that there is one of a person and a message.
 *
 * <p>Thread-safe.
 */
final class JdbiReportStore implements ReportStore {

    private static final String VISIBLE = " from parley_message m join parley_member mm"
            + " on mm.conversation_id = m.conversation_id and mm.account_id = :reporter and mm.left_seq is null"
            + " where m.id = :message and m.kind = '" + MessageKind.TEXT + "'";

    private static final String ADD = "insert into parley_report"
            + " (id, message_id, conversation_id, reporter_id, reason, reported_at)"
            + " select :id, m.id, m.conversation_id, mm.account_id, :reason, cast(:at as timestamp with time zone)"
            + VISIBLE + " on conflict do nothing";

    private static final String MAY = "select exists (select 1" + VISIBLE + ")";

    private static final String OPEN = "select t.id t_id, t.reason t_reason, t.reported_at t_at, " + Rows.person("w")
            + ", " + Rows.MESSAGE + " from parley_report t join parley_account w on w.id = t.reporter_id"
            + " join parley_message m on m.id = t.message_id"
            + " join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE
            + "where t.resolved_at is null and t.id > :after order by t.id limit :limit";

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    private final Database database;

    JdbiReportStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(New report) {
        return database.write(handle -> added(handle, report) || may(handle, report));
    }

    private static boolean added(Handle handle, New report) {
        return handle.createUpdate(ADD)
                        .bind("id", report.id())
                        .bind("reporter", report.reporter().value())
                        .bind("message", report.message().value())
                        .bind("reason", report.reason())
                        .bind("at", Rows.time(report.at()))
                        .execute()
                > 0;
    }

    private static boolean may(Handle handle, New report) {
        return handle.createQuery(MAY)
                .bind("reporter", report.reporter().value())
                .bind("message", report.message().value())
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public Page<Report> open(Optional<String> cursor, int limit) {
        long after = cursor.map(word -> Long.parseLong(Pages.checked(word, ID))).orElse(0L);
        List<Report> found = database.read(handle -> handle.createQuery(OPEN)
                .bind("after", after)
                .bind("limit", limit + 1)
                .map((rs, context) -> report(rs))
                .list());
        return Pages.of(found, limit, last -> Long.toString(last.id()));
    }

    private static Report report(ResultSet rs) throws SQLException {
        return new Report(
                rs.getLong("t_id"),
                Rows.message(rs),
                Rows.person(rs, "w"),
                rs.getString("t_reason"),
                Rows.time(rs, "t_at"));
    }

    @Override
    public boolean resolve(long report, Instant at) {
        return database.write(handle ->
                handle.createUpdate("update parley_report set resolved_at = coalesce(resolved_at, :at) where id = :id")
                                .bind("at", Rows.time(at))
                                .bind("id", report)
                                .execute()
                        > 0);
    }
}
