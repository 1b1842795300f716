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
        return answer(new Call<>(call -> open(handle -> backend.reading(() -> work.apply(handle)))), CALL);
    }

    /** Several statements that read and all see the same. */
    <T> T snapshot(Function<Handle, T> work) {
        return answer(new Call<>(call -> open(handle -> backend.snapshot(handle, () -> work.apply(handle)))), CALL);
    }

    /** A transaction whose work is durable when this returns. It is done again where it met another. */
    <T> T write(Function<Handle, T> work) {
        return answer(new Call<>(call -> again(() -> transaction(call, work, backend::commit))), CALL);
    }

    /** A transaction whose work may be lost with the power. */
    <T> T writeLazily(Function<Handle, T> work) {
        return answer(new Call<>(call -> again(() -> transaction(call, work, backend::commitLazily))), CALL);
    }

    /** A transaction that may take its time. */
    <T> T writeAtLeisure(Function<Handle, T> work) {
        Function<Handle, T> slow = handle -> {
            backend.takeTime(handle);
            return work.apply(handle);
        };
        return answer(new Call<>(call -> transaction(call, slow, backend::commit)), LEISURE);
    }

    /**
     * A batch of the journal: one attempt, ahead of everything that waits.
     *
     * @param work answers what was done, or nothing where nothing was written and no commit is due
     * @throws JournalException for every failure of the database
     */
    <T> T commit(Function<Handle, Written<T>> work) {
        Call<T> call = new Call<>(running -> batch(running, work));
        workers.submit(call, true);
        try {
            return call.await(BATCH);
        } catch (GaveUp e) {
            throw new JournalException(e.lost() == Lost.UNKNOWN ? Failure.UNKNOWN : Failure.AWAY, e);
        } catch (JdbiException e) {
            throw SqlErrors.in(e)
                    .<RuntimeException>map(sql -> new JournalException(failure(call.sent(), sql), e))
                    .orElse(e);
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
                backend.commit(handle);
                return written.answer();
            }
            handle.rollback();
            return backend.reading(written::answer);
        });
    }

    private static Failure failure(boolean sent, SQLException e) {
        if (sent) {
            return Failure.UNKNOWN;
        }
        if (SqlErrors.conflict(e)) {
            return Failure.CONFLICT;
        }
        if (SqlErrors.locked(e)) {
            return Failure.LOCKED;
        }
        return SqlErrors.rejected(e) ? Failure.REJECTED : Failure.AWAY;
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
            throw failure;
        }
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
            throw e.lost() == Lost.UNKNOWN ? unknown() : unavailable();
        } catch (JdbiException e) {
            throw translated(call, e);
        }
    }

    private static RuntimeException translated(Call<?> call, JdbiException e) {
        Optional<SQLException> sql = SqlErrors.in(e);
        if (call.sent()) {
            return unknown();
        }
        boolean trouble = sql.filter(s -> SqlErrors.away(s) || SqlErrors.locked(s) || SqlErrors.conflict(s))
                .isPresent();
        return trouble ? unavailable() : e;
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
        workers.close();
        OwnThread.run(() -> {
            backend.close();
            return true;
        });
    }
}
