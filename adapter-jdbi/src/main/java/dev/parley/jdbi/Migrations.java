package dev.parley.jdbi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the schema up to date, in tables and with a history of our own: a host's migrations never see ours. Where the database can,
 * all that is to be done is one transaction; where it cannot, what broke off is done again.
 */
final class Migrations {

    private static final String FOLDER = "classpath:dev/parley/jdbi/migration/common";
    private static final List<MigrationState> NEWER =
            List.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    /** @param before the version that was found; 0 when there was none */
    record Result(int before, int after) {}

    private final Backend backend;
    private final Flyway flyway;

    Migrations(Backend backend) {
        this.backend = backend;
        flyway = configuration(backend).load();
    }

    static FluentConfiguration configuration(Backend backend) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(backend.patient())
                .locations(FOLDER)
                .javaMigrations(backend.searchIndex().migration())
                .table("parley_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .group(backend.takesBackTables())
                .placeholders(backend.placeholders());
    }

    /** @throws DatabaseException when the schema is newer than this program, or is not what it should be */
    Result run() {
        try {
            MigrationInfo[] all = flyway.info().all();
            refuseNewer(all);
            int before = version(all, Migrations::done);
            if (version(all, info -> true) > before) {
                if (Arrays.stream(all).anyMatch(info -> info.getState().isFailed())) {
                    flyway.repair();
                }
                flyway.migrate();
            }
            return new Result(before, version(all, info -> true));
        } catch (FlywayException e) {
            throw new DatabaseException(
                    backend.location() + ": the schema cannot be brought up to date: " + line(e), e);
        }
    }

    private static boolean done(MigrationInfo info) {
        return info.getState().isApplied() && !info.getState().isFailed();
    }

    private void refuseNewer(MigrationInfo[] all) {
        int found = version(all, info -> NEWER.contains(info.getState()));
        int known = version(all, info -> !NEWER.contains(info.getState()));
        if (found > 0) {
            throw new DatabaseException(backend.location() + " has schema version " + found + ", this program knows "
                    + known + ". Use the newer program.");
        }
    }

    private static int version(MigrationInfo[] all, Predicate<MigrationInfo> which) {
        return Arrays.stream(all)
                .filter(which)
                .map(Migrations::number)
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    private static int number(MigrationInfo info) {
        return info.getVersion() == null ? 0 : info.getVersion().getMajor().intValue();
    }

    private static String line(FlywayException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
