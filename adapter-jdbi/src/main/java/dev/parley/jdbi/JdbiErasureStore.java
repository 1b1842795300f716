package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Profile;
import dev.parley.core.model.SearchText;
import dev.parley.core.port.ErasureStore;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Erases accounts in a database. Whoever has just brought the account somewhere has raised its revision or is about to, and looks
 * then whether it is disabled ({@link JdbiJournal}): so nothing is missed.
 *
 * <p>Thread-safe.
 */
final class JdbiErasureStore implements ErasureStore {

    private static final String HIDE = "update parley_account set external_id = null, username = null, email = null,"
            + " display_name = :name, search = :search, about = null, colour = null, password_hash = null,"
            + " admin = false, disabled_at = coalesce(disabled_at, :at), erased_at = coalesce(erased_at, :at),"
            + " revision = revision + 1 where id = :account";

    private static final List<String> THEIRS = List.of(
            "parley_session where account_id",
            "parley_token where account_id",
            "parley_block where account_id",
            "parley_block where blocked_id");

    private static final String CONVERSATIONS = "select conversation_id from parley_member where account_id = :account"
            + " and conversation_id > :after order by conversation_id limit :limit";

    private final Database database;

    JdbiErasureStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(AccountId account, Instant at) {
        return database.write(handle -> {
            boolean found = hidden(handle, account, at);
            handle.execute("update parley_report set reason = '' where reporter_id = ?", account.value());
            THEIRS.forEach(rows -> handle.execute("delete from " + rows + " = ?", account.value()));
            return found;
        });
    }

    private static boolean hidden(Handle handle, AccountId account, Instant at) {
        return handle.createUpdate(HIDE)
                        .bind("name", Profile.ERASED.displayName())
                        .bind("search", SearchText.fold(Profile.ERASED.displayName()))
                        .bind("at", Rows.time(at))
                        .bind("account", account.value())
                        .execute()
                > 0;
    }

    @Override
    public List<ConversationId> conversations(AccountId account, long after, int limit) {
        return database.read(handle -> handle.createQuery(CONVERSATIONS)
                .bind("account", account.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, context) -> new ConversationId(rs.getLong("conversation_id")))
                .list());
    }

    @Override
    public void finish(AccountId account) {
        database.write(handle -> handle.execute(
                "update parley_account set username_key = null where id = ? and erased_at is not null",
                account.value()));
    }
}
