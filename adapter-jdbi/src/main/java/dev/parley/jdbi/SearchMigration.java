package dev.parley.jdbi;

import java.util.function.Consumer;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The ninth migration: each database gets the index that suits it, with everything in it that was said before. What is entered is
 * cut by the program, so the program does it. It may be run again where it broke off.
 *
 * <p>Thread-safe: immutable.
 */
record SearchMigration(Consumer<Handle> work) implements JavaMigration {

    private static final MigrationVersion VERSION = MigrationVersion.fromVersion("9");

    @Override
    public MigrationVersion getVersion() {
        return VERSION;
    }

    @Override
    public String getDescription() {
        return "search index";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        Jdbi.create(context.getConnection())
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(String.class, "varchar")
                .useHandle(work::accept);
    }
}
