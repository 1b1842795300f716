package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Page;
import dev.parley.core.model.Role;
import dev.parley.core.port.InvitationStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Invitations in a database. How often one was used changes only under the lock of its conversation, which revoking takes as well.
 *
 * <p>Thread-safe.
 */
final class JdbiInvitationStore implements InvitationStore {

    /** Of a member {@code mm} who rules over its conversation. */
    private static final String RULES =
            " mm.account_id = :member and mm.left_seq is null and mm.role <> '" + Role.MEMBER + "'";

    private static final String ADD = "insert into parley_invitation"
            + " (id, key_hash, conversation_id, created_by, uses_left, created_at, expires_at)"
            + " select :id, :key, mm.conversation_id, mm.account_id, cast(:uses as integer),"
            + " cast(:at as timestamp with time zone), cast(:end as timestamp with time zone)"
            + " from parley_member mm where mm.conversation_id = :conversation and" + RULES;

    private static final String OF = "select " + Rows.INVITATION + " from parley_invitation i join parley_member mm"
            + " on mm.conversation_id = i.conversation_id and" + RULES
            + " where i.conversation_id = :conversation and i.revoked_at is null"
            + " and (i.expires_at is null or i.expires_at > :now) and (i.uses_left is null or i.uses_left > 0)"
            + " and i.id > :after order by i.id limit :limit";

    private static final String LOCK = "select id from parley_conversation where id = :conversation for update";

    private static final String REVOKE = "update parley_invitation set revoked_at = coalesce(revoked_at, :at)"
            + " where id = :id and conversation_id = :conversation and exists (select 1 from parley_member mm"
            + " where mm.conversation_id = :conversation and" + RULES + ")";

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    private final Database database;

    JdbiInvitationStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Invitation invitation, String key) {
        @Nullable
        Integer uses = invitation.usesLeft().isPresent() ? invitation.usesLeft().getAsInt() : null;
        return database.write(handle -> handle.createUpdate(ADD)
                        .bind("id", invitation.id())
                        .bind("key", key)
                        .bindByType("uses", uses, Integer.class)
                        .bind("at", Rows.time(invitation.createdAt()))
                        .bindByType(
                                "end", invitation.expiresAt().map(Rows::time).orElse(null), OffsetDateTime.class)
                        .bind("conversation", invitation.conversation().value())
                        .bind("member", invitation.createdBy().value())
                        .execute()
                > 0);
    }

    @Override
    public Page<Invitation> of(
            AccountId member, ConversationId conversation, Instant now, Optional<String> cursor, int limit) {
        long after = cursor.map(word -> Long.parseLong(Pages.checked(word, ID))).orElse(0L);
        List<Invitation> found = database.read(handle -> handle.createQuery(OF)
                .bind("member", member.value())
                .bind("conversation", conversation.value())
                .bind("now", Rows.time(now))
                .bind("after", after)
                .bind("limit", limit + 1)
                .map((rs, context) -> Rows.invitation(rs))
                .list());
        return Pages.of(found, limit, last -> Long.toString(last.id()));
    }

    @Override
    public boolean revoke(AccountId member, ConversationId conversation, long invitation, Instant at) {
        return database.write(handle -> {
            lock(handle, conversation);
            return handle.createUpdate(REVOKE)
                            .bind("at", Rows.time(at))
                            .bind("id", invitation)
                            .bind("conversation", conversation.value())
                            .bind("member", member.value())
                            .execute()
                    > 0;
        });
    }

    private static void lock(Handle handle, ConversationId conversation) {
        handle.createQuery(LOCK)
                .bind("conversation", conversation.value())
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public Optional<ConversationId> find(String key) {
        return database.read(
                handle -> handle.createQuery("select conversation_id from parley_invitation where key_hash = :key")
                        .bind("key", key)
                        .map((rs, context) -> new ConversationId(rs.getLong("conversation_id")))
                        .findOne());
    }
}
