package dev.parley.jdbi;

import java.lang.reflect.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the database together and are carried out one after the other, each seeing what there is when its turn
 * has come. Where to ask takes long beside what is done, as it does over a network or from a sleeping process, this is asked once.
 * Their parameters are arrays, each a {@code ?}.
 *
 * <p>Used by one thread; may be filled again when it has run. No statement may hold a {@code ;} of its own.
 */
final class RoundTrip {

    /** Takes one row of an answer. */
    interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    /**
     * The values of one parameter.
     *
     * @param all in an array of their own type, as which a driver can send them without making text of each
     */
    record Values(String type, Object[] all) implements Argument {

        private static final Map<Class<?>, String> TYPES = Map.of(
                Long.class,
                "bigint",
                Integer.class,
                "integer",
                Boolean.class,
                "boolean",
                String.class,
                "varchar",
                OffsetDateTime.class,
                "timestamptz");

        static Values of(Class<?> type, Stream<?> all) {
            String name = Objects.requireNonNull(TYPES.get(type));
            return new Values(name, all.toArray(length -> (Object[]) Array.newInstance(type, length)));
        }

        boolean none() {
            return all.length == 0;
        }

        @Override
        public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
            statement.setArray(position, statement.getConnection().createArrayOf(type, all));
        }
    }

    private record Statement(String sql, List<Values> parameters, RowTaker rows) {}

    private final Handle handle;
    private final boolean together;
    private final List<Statement> statements = new ArrayList<>();

    RoundTrip(Handle handle, Backend backend) {
        this.handle = handle;
        this.together = backend.takesSeveralStatements();
    }

    /** Asks for rows; not at all where there is nothing to look for, because some parameter has no values. */
    void query(String sql, RowTaker rows, Values... parameters) {
        add(new Statement(sql, List.of(parameters), rows));
    }

    /** Changes something; nothing where there are no values. */
    void update(String sql, List<Values> parameters) {
        add(new Statement(sql, parameters, row -> {}));
    }

    private void add(Statement statement) {
        if (statement.parameters.stream().noneMatch(Values::none)) {
            statements.add(statement);
        }
    }

    /** Carries them out, in one message where the database takes several statements in one. */
    void run() {
        if (together && !statements.isEmpty()) {
            run(statements);
        } else {
            statements.forEach(statement -> run(List.of(statement)));
        }
        statements.clear();
    }

    private void run(List<Statement> some) {
        String sql = some.stream().map(Statement::sql).collect(Collectors.joining(";\n"));
        try (Query query = handle.createQuery(sql)) {
            bind(query, some);
            query.execute((executed, context) -> take(executed, some));
        }
    }

    private static void bind(Query query, List<Statement> some) {
        int position = 0;
        for (Statement statement : some) {
            for (Values values : statement.parameters) {
                query.bind(position++, values);
            }
        }
    }

    /** The answers come in the order of the statements; what only changes something answers with a number. */
    private static int take(Supplier<PreparedStatement> executed, List<Statement> some) throws SQLException {
        PreparedStatement answers = executed.get();
        for (Statement statement : some) {
            take(answers.getResultSet(), statement.rows);
            answers.getMoreResults();
        }
        if (answers.getUpdateCount() >= 0 || answers.getResultSet() != null) {
            throw new IllegalStateException("There are more answers than statements");
        }
        return some.size();
    }

    private static void take(@Nullable ResultSet rows, RowTaker taker) throws SQLException {
        while (rows != null && rows.next()) {
            taker.take(rows);
        }
    }
}
