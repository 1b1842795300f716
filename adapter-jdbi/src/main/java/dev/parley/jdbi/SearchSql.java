package dev.parley.jdbi;

import dev.parley.core.model.Sought;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What is sought, as a condition on messages {@code m} for both databases.
 *
 * <p>Thread-safe: stateless.
 */
final class SearchSql {

    private SearchSql() {}

    /** Holds for messages that are found; to be bound by {@link #bind}. */
    static String condition(Sought sought) {
        StringBuilder sql = new StringBuilder("m.search is not null");
        sought.text().ifPresent(text -> sql.append(" and m.search like :pattern escape '!'"));
        sought.from().ifPresent(sender -> sql.append(" and m.sender_id = :sender"));
        if (sought.link()) {
            sql.append(" and (m.search like :http or m.search like :https)");
        }
        if (limited(sought)) {
            sql.append(" and m.sent_at >= :since");
        }
        return sql.toString();
    }

    static <S extends SqlStatement<S>> S bind(S statement, Sought sought) {
        sought.text().ifPresent(text -> statement.bind("pattern", Patterns.containing(text)));
        sought.from().ifPresent(sender -> statement.bind("sender", sender.value()));
        if (sought.link()) {
            statement.bind("http", "%http://%").bind("https", "%https://%");
        }
        if (limited(sought)) {
            statement.bind("since", Rows.time(sought.since()));
        }
        return statement;
    }

    private static boolean limited(Sought sought) {
        return sought.since().isAfter(Sought.LONG_AGO);
    }
}
