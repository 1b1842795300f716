package dev.parley.jdbi;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.port.BlockStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Who has blocked whom, in a database. A block waits for the lock of the direct conversation of the two, so that whoever is just
 * writing there is done before it holds. Where there is none yet, it holds the blocker's account, which whoever opens one raises
 * before he looks for blocks once more ({@link JdbiJournal}): of the two one waits for the other, and sees what he did.
 *
 * <p>Thread-safe.
 */
final class JdbiBlockStore implements BlockStore {

    private static final String LOCK = "select c.id from parley_conversation c where c.id ="
            + " (select d.conversation_id from parley_address d where d.pair = :pair) for update";

    private static final String ADDRESS = "select d.conversation_id from parley_address d where d.pair = :pair";

    private static final String ADD = "insert into parley_block (account_id, blocked_id, blocked_at)"
            + " values (:account, :blocked, :at) on conflict do nothing";

    private static final String HAS =
            "select exists (select 1 from parley_block" + " where account_id = :account and blocked_id = :blocked)";

    private static final String OF = "select " + Rows.ACCOUNT + " from parley_block b"
            + " join parley_account a on a.id = b.blocked_id where b.account_id = :account and b.blocked_id > :after"
            + " order by b.blocked_id limit :limit";

    private static final String AROUND = "select blocked_id id from parley_block where account_id = :account"
            + " union select account_id from parley_block where blocked_id = :account";

    private static final String BETWEEN =
            "select exists (select 1 from parley_conversation c where c.id = :conversation and (" + Rows.PARTED + "))";

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    private static final int ATTEMPTS = 5;

    private final Database database;

    JdbiBlockStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Block block, Instant at) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (database.write(handle -> added(handle, block, at))) {
                return;
            }
        }
        throw ChatException.of(ErrorCode.UNAVAILABLE);
    }

    /** Whether the conversation that it was added under is the one that there is. */
    private static boolean added(Handle handle, Block block, Instant at) {
        Optional<Long> locked = find(handle, LOCK, block);
        Revisions.hold(handle, block.account());
        handle.createUpdate(ADD)
                .bind("account", block.account().value())
                .bind("blocked", block.blocked().value())
                .bind("at", Rows.time(at))
                .execute();
        return locked.isPresent() || find(handle, ADDRESS, block).isEmpty();
    }

    private static Optional<Long> find(Handle handle, String sql, Block block) {
        return handle.createQuery(sql)
                .bind("pair", Pair.of(block.account(), block.blocked()).key())
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public void remove(Block block) {
        database.write(handle -> handle.execute(
                "delete from parley_block where account_id = ? and blocked_id = ?",
                block.account().value(),
                block.blocked().value()));
    }

    @Override
    public boolean has(Block block) {
        return database.read(handle -> handle.createQuery(HAS)
                .bind("account", block.account().value())
                .bind("blocked", block.blocked().value())
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Page<Account> of(AccountId account, Optional<String> cursor, int limit) {
        long after = cursor.map(word -> Long.parseLong(Pages.checked(word, ID))).orElse(0L);
        List<Account> found = database.read(handle -> handle.createQuery(OF)
                .bind("account", account.value())
                .bind("after", after)
                .bind("limit", limit + 1)
                .map((rs, context) -> Rows.account(rs))
                .list());
        return Pages.of(found, limit, last -> last.id().toString());
    }

    @Override
    public Set<AccountId> around(AccountId account) {
        return database.read(handle -> handle.createQuery(AROUND)
                .bind("account", account.value())
                .map((rs, context) -> new AccountId(rs.getLong("id")))
                .collect(Collectors.toSet()));
    }

    @Override
    public boolean between(ConversationId conversation) {
        return database.read(handle -> handle.createQuery(BETWEEN)
                .bind("conversation", conversation.value())
                .mapTo(Boolean.class)
                .one());
    }
}
