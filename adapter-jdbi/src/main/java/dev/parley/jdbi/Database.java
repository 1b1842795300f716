package dev.parley.jdbi;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import dev.parley.jdbi.Call.GaveUp;
import dev.parley.jdbi.Call.Lost;
import dev.parley.jdbi.Call.Patience;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Every call into the database, on threads of our own ({@link Workers}); callers wait two seconds, longer only for a
 * commit that is under way, and may be interrupted without harm. A call that cannot be answered in time throws {@code UNAVAILABLE} when it is certain that nothing
 * was done, {@code OUTCOME_UNKNOWN} when its commit was under way.
 *
 * <p>Thread-safe.
 */
final class Database implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 5;

    private static final Patience CALL =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3));

    /** The lane goes on where its callers gave up: what commits is published. */
    private static final Patience BATCH =
            new Patience(Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofSeconds(7));

    private static final Patience LEISURE = new Patience(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final Workers workers;
    private final Backend backend;
    private final Jdbi jdbi;
    private final FailureLog log = new FailureLog();
    private volatile boolean closing;

    /** Whether the last commit found the database away, so that one that can be read is not yet in order. */
    private volatile boolean doubtful;

    Database(Backend backend, int threads) {
        this.backend = backend;
        this.jdbi = backend.jdbi();
        this.workers = new Workers(threads, backend::leave);
    }

    Backend backend() {
        return backend;
    }

    /** For tests that watch statements. */
    Jdbi jdbi() {
        return jdbi;
    }

    /** One statement that reads. */
    <T> T read(Function<Handle, T> work) {
        return answer(called(call -> open(handle -> backend.reading(() -> work.apply(handle)))), CALL);
    }

    /** Several statements that read and all see the same. */
    <T> T snapshot(Function<Handle, T> work) {
        return answer(called(call -> open(handle -> backend.snapshot(handle, () -> work.apply(handle)))), CALL);
    }

    /** A transaction whose work is durable when this returns. It is done again where it met another. */
    <T> T write(Function<Handle, T> work) {
        return answer(called(call -> again(() -> transaction(call, work, this::durably))), CALL);
    }

    /** Draws ids, durably. Nothing is lost with what was drawn for nobody, so the outcome is never in question. */
    long nextIds() {
        try {
            return write(handle ->
                    handle.createQuery(backend.nextIds()).mapTo(Long.class).one());
        } catch (ChatException e) {
            throw e.code() == ErrorCode.OUTCOME_UNKNOWN ? unavailable() : e;
        }
    }

    /** Returns when the database answers, and takes something where it last did not. */
    void check() {
        if (doubtful) {
            nextIds();
        }
        read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
    }

    /** A transaction whose work may be lost with the power. */
    <T> T writeLazily(Function<Handle, T> work) {
        return answer(called(call -> again(() -> transaction(call, work, backend::commitLazily))), CALL);
    }

    /** A transaction that may take its time. */
    <T> T writeAtLeisure(Function<Handle, T> work) {
        Function<Handle, T> slow = handle -> {
            backend.takeTime(handle);
            return work.apply(handle);
        };
        return answer(called(call -> transaction(call, slow, this::durably)), LEISURE);
    }

    /**
     * A batch of the journal: one attempt, ahead of everything that waits.
     *
     * @param work answers what was done, or nothing where nothing was written and no commit is due
     * @throws JournalException for every failure of the database
     */
    <T> T commit(Function<Handle, Written<T>> work) {
        Call<T> call = called(running -> batch(running, work));
        workers.submit(call, true);
        try {
            return call.await(BATCH);
        } catch (GaveUp e) {
            unanswered(BATCH);
            throw new JournalException(e.lost() == Lost.UNKNOWN ? Failure.UNKNOWN : Failure.AWAY, e);
        } catch (JdbiException e) {
            throw failure(call.sent(), e)
                    .<RuntimeException>map(failure -> new JournalException(failure, e))
                    .orElse(e);
        } catch (RuntimeException e) {
            throw call.sent() ? new JournalException(Failure.UNKNOWN, e) : e;
        }
    }

    /** @param something whether there is anything to commit */
    record Written<T>(T answer, boolean something) {}

    private <T> T batch(Call<T> call, Function<Handle, Written<T>> work) {
        return open(handle -> {
            handle.begin();
            Written<T> written = work.apply(handle);
            if (written.something()) {
                call.committing();
                durably(handle);
                return written.answer();
            }
            handle.rollback();
            return backend.reading(written::answer);
        });
    }

    /** Absent for a mistake of ours. */
    private static Optional<Failure> failure(boolean sent, JdbiException e) {
        if (sent) {
            return Optional.of(Failure.UNKNOWN);
        }
        if (e instanceof ConnectionException) {
            return Optional.of(Failure.AWAY);
        }
        return SqlErrors.in(e).flatMap(Database::failure);
    }

    private static Optional<Failure> failure(SQLException e) {
        if (SqlErrors.conflict(e)) {
            return Optional.of(Failure.CONFLICT);
        }
        if (SqlErrors.locked(e)) {
            return Optional.of(Failure.LOCKED);
        }
        if (SqlErrors.rejected(e)) {
            return Optional.of(Failure.REJECTED);
        }
        return SqlErrors.away(e) ? Optional.of(Failure.AWAY) : Optional.empty();
    }

    /** A call whose failures are written down where they happen: its caller may have gone by then. */
    private <T> Call<T> called(Function<Call<T>, T> work) {
        return new Call<>(call -> {
            try {
                return work.apply(call);
            } catch (JdbiException e) {
                failure(call.sent(), e).ifPresent(failure -> note(failure, e));
                throw e;
            }
        });
    }

    private void note(Failure failure, JdbiException e) {
        if (failure != Failure.REJECTED) {
            SqlErrors.in(e).ifPresent(log::failed);
        }
        if (failure == Failure.AWAY || failure == Failure.UNKNOWN) {
            doubtful = true;
        }
    }

    private void unanswered(Patience patience) {
        if (!closing) {
            log.unanswered(patience.answer().toSeconds());
        }
    }

    private void durably(Handle handle) {
        backend.commit(handle);
        doubtful = false;
    }

    private <T> T transaction(Call<T> call, Function<Handle, T> work, Consumer<Handle> commit) {
        return open(handle -> {
            handle.begin();
            T answer = work.apply(handle);
            call.committing();
            commit.accept(handle);
            return answer;
        });
    }

    /** Closing a handle rolls back what was not committed. */
    private <T> T open(Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return attempt(handle, work);
        }
    }

    private <T> T attempt(Handle handle, Function<Handle, T> work) {
        try {
            return work.apply(handle);
        } catch (RuntimeException failure) {
            rollback(handle, failure);
            SqlErrors.in(failure).filter(SqlErrors::broken).ifPresent(e -> backend.distrustConnections());
            throw explained(handle, failure);
        }
    }

    /** Whatever is said by a database that has closed itself, it is away. */
    private RuntimeException explained(Handle handle, RuntimeException failure) {
        Optional<SQLException> gone =
                failure instanceof JdbiException ? backend.gone(handle.getConnection()) : Optional.empty();
        return gone.<RuntimeException>map(ConnectionException::new).orElse(failure);
    }

    private static void rollback(Handle handle, RuntimeException failure) {
        try {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (JdbiException broken) {
            failure.addSuppressed(broken);
        }
    }

    private static <T> T again(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS
                        || SqlErrors.in(e).filter(SqlErrors::conflict).isEmpty()) {
                    throw e;
                }
            }
        }
    }

    private <T> T answer(Call<T> call, Patience patience) {
        workers.submit(call, false);
        try {
            return call.await(patience);
        } catch (GaveUp e) {
            unanswered(patience);
            throw e.lost() == Lost.UNKNOWN ? unknown() : unavailable();
        } catch (JdbiException e) {
            throw translated(call, e);
        }
    }

    /** A mistake of ours is handed on as it is. */
    private static RuntimeException translated(Call<?> call, JdbiException e) {
        Optional<Failure> failure = failure(call.sent(), e);
        if (failure.isEmpty() || failure.get() == Failure.REJECTED) {
            return e;
        }
        return failure.get() == Failure.UNKNOWN ? unknown() : unavailable();
    }

    private static ChatException unavailable() {
        return ChatException.later(
                ErrorCode.UNAVAILABLE, "The database does not answer right now. Try again in a moment.", RETRY);
    }

    private static ChatException unknown() {
        return ChatException.later(
                ErrorCode.OUTCOME_UNKNOWN,
                "The database did not say whether it was done. Look before you try again.",
                RETRY);
    }

    @Override
    public void close() {
        closing = true;
        workers.close();
        OwnThread.run(() -> {
            backend.close();
            return true;
        });
    }
}
