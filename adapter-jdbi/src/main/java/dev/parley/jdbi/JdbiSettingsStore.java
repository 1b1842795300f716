package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.SettingsChange;
import dev.parley.core.port.SettingsStore;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How members want to have their conversations, in a database.
 *
 * <p>Thread-safe.
 */
final class JdbiSettingsStore implements SettingsStore {

    private static final String LAST_ORDINAL =
            "(select c.last_ordinal from parley_conversation c where c.id = :conversation)";

    private static final String MINE =
            " where conversation_id = :conversation and account_id = :member and left_seq is null";

    private static final String LOCK =
            "select " + Rows.settings("mm", LAST_ORDINAL) + " from parley_member mm" + MINE + " for update";

    private static final String SETTLE = "update parley_member set notify = :notify, favourite = :favourite,"
            + " hidden_from = case when not :rehidden then hidden_from when :hidden then " + LAST_ORDINAL
            + " end, settings_revision = :revision" + MINE;

    private final Database database;

    JdbiSettingsStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Settled> change(AccountId member, ConversationId conversation, SettingsChange change) {
        return database.write(handle -> handle.createQuery(LOCK)
                .bind("conversation", conversation.value())
                .bind("member", member.value())
                .map((rs, context) -> Rows.settings(rs))
                .findOne()
                .map(before -> settled(handle, member, conversation, before, change)));
    }

    private static Settled settled(
            Handle handle,
            AccountId member,
            ConversationId conversation,
            ConversationSettings before,
            SettingsChange change) {
        ConversationSettings after = before.with(change);
        if (after.equals(before)) {
            return new Settled(before, 0);
        }
        long revision = Revisions.raise(handle, member);
        handle.createUpdate(SETTLE)
                .bind("conversation", conversation.value())
                .bind("member", member.value())
                .bind("notify", after.notifications().name())
                .bind("favourite", after.favourite())
                .bind("rehidden", change.hidden().isPresent())
                .bind("hidden", after.hidden())
                .bind("revision", revision)
                .execute();
        return new Settled(after, revision);
    }

    @Override
    public boolean sharesReading(AccountId account) {
        return database.read(
                handle -> handle.createQuery("select share_reading from parley_account where id = :account")
                        .bind("account", account.value())
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(true));
    }

    @Override
    public void shareReading(AccountId account, boolean shared) {
        database.write(
                handle -> handle.createUpdate("update parley_account set share_reading = :shared where id = :account")
                        .bind("shared", shared)
                        .bind("account", account.value())
                        .execute());
    }
}
