package dev.parley.jdbi;

import dev.parley.core.port.EpochStore;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The epoch in a database.
 *
 * <p>Thread-safe.
 */
final class JdbiEpochStore implements EpochStore {

    private static final String KEPT = "select content from parley_setting where name = 'epoch'";

    private static final String FIRST =
            "insert into parley_setting (name, content) values ('epoch', :other) on conflict do nothing";

    private static final String REPLACE =
            "update parley_setting set content = :other where name = 'epoch' and content = :old";

    private final Database database;

    JdbiEpochStore(Database database) {
        this.database = database;
    }

    @Override
    public Reading read() {
        return database.read(handle -> new Reading(
                handle.createQuery(KEPT).mapTo(String.class).findOne(),
                database.backend().origin(handle)));
    }

    @Override
    public boolean replace(Optional<String> old, String other) {
        return database.write(handle ->
                old.map(before -> replaced(handle, before, other)).orElseGet(() -> first(handle, other)) == 1);
    }

    private static int first(Handle handle, String other) {
        return handle.createUpdate(FIRST).bind("other", other).execute();
    }

    private static int replaced(Handle handle, String old, String other) {
        return handle.createUpdate(REPLACE)
                .bind("old", old)
                .bind("other", other)
                .execute();
    }
}
