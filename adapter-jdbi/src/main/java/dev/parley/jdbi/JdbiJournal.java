package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.jdbi.Database.Written;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The journal in a database: one transaction a batch, conversations locked in the order of their ids, one statement a table.
 *
 * <p>A pair has one conversation, and a channel its name and a host's key its conversation, because a unique constraint says so. Who loses the race for it waits for the other's commit, rolls
 * back and decides the whole batch again, with the other's conversation among the facts; so an unknown outcome of opening is
 * found out in the same way.
 *
 * <p>Thread-safe.
 */
final class JdbiJournal implements Journal {

    private static final String PAIR_UNIQUE = "parley_address_pair_unique";
    private static final String NAME_UNIQUE = "parley_address_channel_name_unique";
    private static final String KEY_UNIQUE = "parley_address_host_key_unique";

    /** Many at once: H2 would look through the whole array for each row that an {@code any} has found. */
    private static final String TOPS =
            "select c.id, c.last_seq from unnest(:conversations) w(id) join parley_conversation c on c.id = w.id";

    private static final String PARTED =
            "select c.id from unnest(:ids) w(id) join parley_conversation c on c.id = w.id" + " where " + Rows.PARTED;

    private static final String DISABLED = "select a.id from unnest(:ids) w(id) join parley_account a on a.id = w.id"
            + " where a.disabled_at is not null";

    private static final int ATTEMPTS = 5;

    private final Database database;

    JdbiJournal(Database database) {
        this.database = database;
    }

    @Override
    public List<Outcome> commit(List<Command> commands, Decider decider, Lock lock) {
        Needs needs = decider.needs(commands);
        for (int attempt = 1; ; attempt++) {
            try {
                return database.commit(handle -> write(handle, decider.decide(load(handle, needs, lock), commands)));
            } catch (Taken taken) {
                if (attempt == ATTEMPTS) {
                    throw new JournalException(JournalException.Failure.CONFLICT, taken);
                }
            }
        }
    }

    private Facts load(Handle handle, Needs needs, Lock lock) {
        return FactLoader.load(handle, database.backend(), needs, lock);
    }

    private Written<List<Outcome>> write(Handle handle, Decision decision) {
        try {
            if (!decision.changesNothing()) {
                DecisionWriter.write(handle, database.backend(), decision);
                lookAgain(handle, decision);
            }
            return new Written<>(decision.outcomes(), !decision.changesNothing());
        } catch (JdbiException e) {
            boolean taken =
                    Stream.of(PAIR_UNIQUE, NAME_UNIQUE, KEY_UNIQUE).anyMatch(name -> SqlErrors.duplicate(e, name));
            throw taken ? new Taken(e) : e;
        }
    }

    /**
     * Whoever came somewhere, or opened a direct conversation, was looked at without a lock; now that his account is held, because its
     * revision was raised, he is looked at once more.
     */
    private static void lookAgain(Handle handle, Decision decision) {
        List<Long> directs = decision.opened().stream()
                .filter(Conversation::direct)
                .map(conversation -> conversation.id().value())
                .toList();
        List<Long> came = Stream.concat(
                        decision.joined().stream().map(Member::account),
                        decision.changes().stream().flatMap(change -> change.came().stream()))
                .map(AccountId::value)
                .toList();
        if (any(handle, PARTED, directs) || any(handle, DISABLED, came)) {
            throw new Taken(new IllegalStateException("Somebody has just blocked another, or was disabled"));
        }
    }

    private static boolean any(Handle handle, String sql, List<Long> ids) {
        return !ids.isEmpty()
                && handle.createQuery(sql)
                        .bindArray("ids", Long.class, ids)
                        .mapTo(Long.class)
                        .findFirst()
                        .isPresent();
    }

    @Override
    public ChangePage log(ConversationId conversation, long after, int limit) {
        return database.read(handle -> LogPages.ofAnyone(handle, conversation, after, limit));
    }

    @Override
    public Map<ConversationId, Long> tops(Collection<ConversationId> conversations) {
        List<Long> ids =
                conversations.stream().map(ConversationId::value).distinct().toList();
        return database.read(handle -> handle.createQuery(TOPS)
                .bindArray("conversations", Long.class, ids)
                .map((rs, context) -> Map.entry(new ConversationId(rs.getLong("id")), rs.getLong("last_seq")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public long nextIds() {
        return database.nextIds();
    }

    @Override
    public int lanes() {
        return database.backend().lanes();
    }

    /**
     * Somebody else opened the direct conversation, blocked the other or was disabled, or took the channel's name or the host's key,
     * between our look and our insert.
     */
    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Taken(Throwable cause) {
            super(cause);
        }
    }
}
