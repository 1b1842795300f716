package dev.parley.jdbi;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells apart what databases complain of, by SQL state where that says enough and by H2's own code where not. */
final class SqlErrors {

    private static final Set<Integer> H2_GONE = Set.of(90067, 90098, 90121, 90031, 90028, 90020);
    private static final int H2_LOCK_TIMEOUT = 50200;
    private static final int H2_CONCURRENT_UPDATE = 90131;

    private SqlErrors() {}

    /** The database's own word inside whatever was thrown. */
    static Optional<SQLException> in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    static boolean conflict(SQLException e) {
        return state(e).equals("40001") || state(e).equals("40P01") || e.getErrorCode() == H2_CONCURRENT_UPDATE;
    }

    static boolean locked(SQLException e) {
        return state(e).equals("55P03") || e.getErrorCode() == H2_LOCK_TIMEOUT;
    }

    /** Whether a value is not taken: out of range, or against a constraint. */
    static boolean rejected(SQLException e) {
        return state(e).startsWith("22") || state(e).startsWith("23");
    }

    /** Whether the database cannot be reached, has no room, or took too long. */
    static boolean away(SQLException e) {
        String state = state(e);
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("58")
                || state.startsWith("XX")
                || state.startsWith("25006")
                || H2_GONE.contains(e.getErrorCode());
    }

    /** Whether it says that the connection has gone, rather than that there is none or that it took too long. */
    static boolean broken(SQLException e) {
        return state(e).startsWith("08") && !(e instanceof SQLTransientConnectionException)
                || state(e).startsWith("57P");
    }

    /** Whether a value is there already that the constraint of this name keeps unique. */
    static boolean duplicate(Throwable thrown, String constraint) {
        return in(thrown).filter(e -> duplicateIn(e, constraint)).isPresent();
    }

    private static boolean duplicateIn(SQLException first, String constraint) {
        for (SQLException e = first; e != null; e = e.getNextException()) {
            if (state(e).equals("23505") && said(e).contains(constraint)) {
                return true;
            }
        }
        return false;
    }

    private static String said(SQLException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
