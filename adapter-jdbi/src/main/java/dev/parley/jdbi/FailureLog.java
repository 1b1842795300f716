package dev.parley.jdbi;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in the database, for whoever runs it: one line for each kind of failure and minute, without content. Callers are
 * only told that it is away.
 *
 * <p>Thread-safe.
 */
final class FailureLog {

    private static final System.Logger LOG = System.getLogger(FailureLog.class.getName());
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_KINDS = 64;
    private static final int LONGEST = 300;

    private final LongSupplier nanos;
    private final Consumer<String> lines;

    /** When each kind was last written; guarded by itself. */
    private final Map<String, Long> written = new LinkedHashMap<>();

    FailureLog() {
        this(System::nanoTime, line -> LOG.log(System.Logger.Level.WARNING, line));
    }

    /** @param nanos a clock that only goes forward */
    FailureLog(LongSupplier nanos, Consumer<String> lines) {
        this.nanos = nanos;
        this.lines = lines;
    }

    /** The database said what is wrong. */
    void failed(SQLException e) {
        String code = code(e);
        write(code, text(e) + " (" + code + ")");
    }

    /** Nobody said anything for so long that the caller gave up. */
    void unanswered(long seconds) {
        String what = "no answer within " + seconds + " s";
        write(what, what);
    }

    private void write(String kind, String what) {
        if (due(kind)) {
            lines.accept("The database failed: " + what + ". Repeats of this within a minute are not written.");
        }
    }

    private boolean due(String kind) {
        long now = nanos.getAsLong();
        synchronized (written) {
            Long last = written.get(kind);
            if (last != null && now - last < MINUTE) {
                return false;
            }
            written.remove(kind);
            written.put(kind, now);
            if (written.size() > MOST_KINDS) {
                written.remove(written.keySet().iterator().next());
            }
            return true;
        }
    }

    /** H2's states are often its codes. */
    private static String code(SQLException e) {
        String state = SqlErrors.state(e);
        String code = Integer.toString(e.getErrorCode());
        return "SQL state " + state + (code.equals("0") || code.equals(state) ? "" : ", code " + code);
    }

    /** What is said of a value quotes it, so nothing is repeated of that. */
    private static String text(SQLException e) {
        if (SqlErrors.rejected(e)) {
            return "it does not take a value";
        }
        String said = line(e.getMessage());
        String cause = line(cause(e));
        return cause.isEmpty() || said.contains(cause) ? said : said + ": " + cause;
    }

    /** What the system said where a file or a socket failed. */
    private static String cause(Throwable thrown) {
        String said = "";
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            said = t instanceof IOException && t.getMessage() != null ? t.getMessage() : said;
        }
        return said;
    }

    /** The first line; H2 adds the statement to it, with what is in that. */
    private static String line(@Nullable String message) {
        String first = String.valueOf(message).lines().findFirst().orElse("").split("; SQL statement", 2)[0];
        String clean = first.replaceAll("\\p{Cntrl}", " ").strip().replaceAll("\\.$", "");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
