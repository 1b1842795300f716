package dev.parley.jdbi;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Page;
import dev.parley.core.port.Maintenance;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What those who run a database ask of it.
 *
 * <p>Thread-safe.
 */
final class JdbiMaintenance implements Maintenance {

    private static final int BATCH = 500;

    private static final String ACCOUNTS =
            "select " + Rows.ACCOUNT + " from parley_account a where a.id > :after order by a.id limit :limit";

    private static final String DISABLE =
            "update parley_account set disabled_at = :at, revision = revision + 1 where id = :account";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

    private static final String CHOSEN =
            "select a.id from parley_account a where a.external_id like :prefix escape '!'";

    private static final String ONLY_THEIRS = "select c.id from parley_conversation c"
            + " where exists (select 1 from parley_member mm where mm.conversation_id = c.id"
            + " and mm.account_id in (" + CHOSEN + "))"
            + " and not exists (select 1 from parley_member mm where mm.conversation_id = c.id"
            + " and mm.account_id not in (" + CHOSEN + "))"
            + " order by c.id for update";

    private static final String IN_NONE = CHOSEN
            + " and not exists (select 1 from parley_member mm where mm.account_id = a.id) order by a.id for update";

    private static final String OTHERS = "select count(*) from parley_account a where a.kind <> 'SYSTEM'"
            + " and (a.external_id is null or a.external_id not like :prefix escape '!')";

    /** Children first. */
    private static final List<String> OF_CONVERSATION = List.of(
            "parley_report",
            "parley_reaction",
            "parley_mention",
            "parley_pin",
            "parley_edit",
            "parley_invitation",
            "parley_change",
            "parley_message",
            "parley_marker",
            "parley_member",
            "parley_address");

    private static final List<String> OF_ACCOUNT = List.of(
            "parley_session where account_id",
            "parley_token where account_id",
            "parley_report where reporter_id",
            "parley_block where account_id",
            "parley_block where blocked_id");

    private final Database database;

    JdbiMaintenance(Database database) {
        this.database = database;
    }

    /** At leisure: this is how a program starts, and a database that was just opened may still be tidying up. */
    @Override
    public String settle(String name, String value) {
        return database.writeAtLeisure(handle -> {
            handle.createUpdate(
                            "insert into parley_setting (name, content) values (:name, :value) on conflict do nothing")
                    .bind("name", name)
                    .bind("value", value)
                    .execute();
            return handle.createQuery("select content from parley_setting where name = :name")
                    .bind("name", name)
                    .mapTo(String.class)
                    .one();
        });
    }

    @Override
    public Page<Account> accounts(Optional<String> cursor, int limit) {
        long after =
                cursor.map(word -> Long.parseLong(Pages.checked(word, NUMBER))).orElse(0L);
        List<Account> found = database.read(handle -> handle.createQuery(ACCOUNTS)
                .bind("after", after)
                .bind("limit", limit + 1)
                .map((rs, context) -> Rows.account(rs))
                .list());
        return Pages.of(found, limit, last -> last.id().toString());
    }

    @Override
    public boolean disable(AccountId account, Instant at) {
        return database.write(handle -> {
            boolean found = disabled(handle, account, Optional.of(at));
            handle.execute("delete from parley_session where account_id = ?", account.value());
            return found;
        });
    }

    @Override
    public boolean enable(AccountId account) {
        return database.write(handle -> !erased(handle, account) && disabled(handle, account, Optional.empty()));
    }

    private static boolean erased(Handle handle, AccountId account) {
        return handle.createQuery(
                        "select exists (select 1 from parley_account where id = :account and erased_at is not null)")
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean disabled(Handle handle, AccountId account, Optional<Instant> at) {
        return handle.createUpdate(DISABLE)
                        .bindByType("at", at.map(Rows::time).orElse(null), OffsetDateTime.class)
                        .bind("account", account.value())
                        .execute()
                > 0;
    }

    @Override
    public long othersThan(String externalIdPrefix) {
        return database.read(handle -> handle.createQuery(OTHERS)
                .bind("prefix", Patterns.beginningWith(externalIdPrefix))
                .mapTo(Long.class)
                .one());
    }

    @Override
    public Purged purge(String externalIdPrefix) {
        return database.writeAtLeisure(handle -> purged(handle, Patterns.beginningWith(externalIdPrefix)));
    }

    private Purged purged(Handle handle, String prefix) {
        List<Long> conversations = ids(handle, ONLY_THEIRS, prefix);
        Stream.concat(
                        Stream.concat(database.backend().searchIndex().tables().stream(), OF_CONVERSATION.stream())
                                .map(table -> "delete from " + table + " where conversation_id = any(:ids)"),
                        Stream.of("delete from parley_conversation where id = any(:ids)"))
                .forEach(sql -> delete(handle, sql, conversations));
        List<Long> accounts = ids(handle, IN_NONE, prefix);
        Stream.concat(
                        OF_ACCOUNT.stream().map(rows -> "delete from " + rows + " = any(:ids)"),
                        Stream.of("delete from parley_account where id = any(:ids)"))
                .forEach(sql -> delete(handle, sql, accounts));
        return new Purged(
                conversations.size(),
                accounts.size(),
                ids(handle, CHOSEN, prefix).size());
    }

    private static List<Long> ids(Handle handle, String sql, String prefix) {
        return handle.createQuery(sql).bind("prefix", prefix).mapTo(Long.class).list();
    }

    private static void delete(Handle handle, String sql, List<Long> ids) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            handle.createUpdate(sql)
                    .bindArray("ids", Long.class, ids.subList(from, Math.min(ids.size(), from + BATCH)))
                    .execute();
        }
    }

    @Override
    public void check() {
        database.check();
    }
}
