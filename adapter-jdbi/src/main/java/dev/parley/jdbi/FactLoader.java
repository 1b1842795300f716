package dev.parley.jdbi;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Needs.Membership;
import dev.parley.core.model.Needs.PostKey;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Journal.Lock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Locks the conversations of a batch and loads its facts, in one statement a table. Used once, on one thread. */
final class FactLoader {

    private static final String IDS = "select id, pair from parley_conversation where pair = any(:pairs)";

    private static final String LOCK = "select " + Rows.CONVERSATION
            + " from parley_conversation c where c.id = any(:conversations) order by c.id for update";

    private static final String MEMBERS = "select " + Rows.MEMBER
            + " from unnest(:conversations, :accounts) w(conversation_id, account_id) join parley_member mm"
            + " on mm.conversation_id = w.conversation_id and mm.account_id = w.account_id where mm.left_seq is null";

    private static final String ACCOUNTS =
            "select " + Rows.ACCOUNT + " from parley_account a where a.id = any(:accounts)";

    private static final String MESSAGES = "select " + Rows.MESSAGE
            + " from parley_message m join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE
            + "where m.id = any(:messages) and m.conversation_id = any(:conversations)";

    private static final String POSTS = "select " + Rows.MESSAGE + ", m.fingerprint"
            + " from unnest(:conversations, :senders, :clients) w(conversation_id, sender_id, client_id)"
            + " join parley_message m on m.conversation_id = w.conversation_id and m.sender_id = w.sender_id"
            + " and m.client_id = w.client_id"
            + " join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE;

    private static final String CHANGES = "select " + Rows.CHANGE + ", " + Rows.MESSAGE
            + " from parley_change h join parley_message m on m.id = h.message_id"
            + " join parley_conversation c on c.id = h.conversation_id" + Rows.PEOPLE
            + "where h.id = any(:changes)";

    private final Handle handle;
    private final Needs needs;
    private final String lock;
    private final Map<ConversationId, Conversation> locked = new HashMap<>();
    private final Map<ConversationRef, Conversation> conversations = new HashMap<>();

    private FactLoader(Handle handle, Needs needs, Lock lock) {
        this.handle = handle;
        this.needs = needs;
        this.lock = lock == Lock.TRY ? LOCK + " nowait" : LOCK;
    }

    static Facts load(Handle handle, Needs needs, Lock lock) {
        return new FactLoader(handle, needs, lock).load();
    }

    private Facts load() {
        lock();
        return new Facts(conversations, members(), accounts(), messages(), posts(), changes());
    }

    private void lock() {
        Set<Long> ids = new HashSet<>(idsOfPairs());
        refs(ConversationId.class).forEach(id -> ids.add(id.value()));
        if (ids.isEmpty()) {
            return;
        }
        for (Conversation conversation : list(lock, "conversations", ids, (rs, context) -> Rows.conversation(rs))) {
            locked.put(conversation.id(), conversation);
            Stream.concat(Stream.of(conversation.id()), conversation.pair().stream())
                    .filter(needs.conversations()::contains)
                    .forEach(ref -> conversations.put(ref, conversation));
        }
    }

    private List<Long> idsOfPairs() {
        List<String> pairs = refs(Pair.class).map(Pair::key).toList();
        return pairs.isEmpty()
                ? List.of()
                : handle.createQuery(IDS)
                        .bindArray("pairs", String.class, pairs)
                        .map((rs, context) -> rs.getLong("id"))
                        .list();
    }

    private <R extends ConversationRef> Stream<R> refs(Class<R> kind) {
        return needs.conversations().stream().filter(kind::isInstance).map(kind::cast);
    }

    private Map<Membership, Member> members() {
        List<Membership> asked = needs.members().stream()
                .filter(membership -> id(membership.conversation()).isPresent())
                .toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<Membership, Member> found = new HashMap<>();
        handle.createQuery(MEMBERS)
                .bindArray(
                        "conversations",
                        Long.class,
                        asked.stream().map(a -> conversation(a.conversation())).toList())
                .bindArray("accounts", Long.class, values(asked.stream().map(Membership::account)))
                .map((rs, context) -> Rows.member(rs))
                .forEach(member -> found.put(new Membership(member.conversation(), member.account()), member));
        Map<Membership, Member> members = new HashMap<>();
        for (Membership membership : asked) {
            Membership byId =
                    new Membership(new ConversationId(conversation(membership.conversation())), membership.account());
            Optional.ofNullable(found.get(byId)).ifPresent(member -> members.put(membership, member));
        }
        return members;
    }

    private Map<AccountId, Account> accounts() {
        Stream<Pair> pairs = Stream.concat(
                refs(Pair.class), locked.values().stream().flatMap(conversation -> conversation.pair().stream()));
        Stream<AccountId> people = pairs.flatMap(pair -> Stream.of(pair.low(), pair.high()));
        List<Long> ids = values(Stream.concat(needs.accounts().stream(), people).distinct());
        Map<AccountId, Account> accounts = new HashMap<>();
        list(ACCOUNTS, "accounts", ids, (rs, context) -> Rows.account(rs))
                .forEach(account -> accounts.put(account.id(), account));
        return accounts;
    }

    private Map<MessageId, Message> messages() {
        if (needs.messages().isEmpty() || locked.isEmpty()) {
            return Map.of();
        }
        Map<MessageId, Message> messages = new HashMap<>();
        handle.createQuery(MESSAGES)
                .bindArray(
                        "messages",
                        Long.class,
                        needs.messages().stream().map(MessageId::value).toList())
                .bindArray("conversations", Long.class, lockedIds())
                .map((rs, context) -> Rows.message(rs))
                .forEach(message -> messages.put(message.id(), message));
        return messages;
    }

    private Map<PostKey, Posted> posts() {
        List<PostKey> asked = needs.posts().stream()
                .filter(post -> id(post.conversation()).isPresent())
                .toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<PostKey, Posted> found = new HashMap<>();
        handle.createQuery(POSTS)
                .bindArray(
                        "conversations",
                        Long.class,
                        asked.stream().map(a -> conversation(a.conversation())).toList())
                .bindArray("senders", Long.class, values(asked.stream().map(PostKey::sender)))
                .bindArray(
                        "clients",
                        String.class,
                        asked.stream().map(PostKey::clientId).toList())
                .map((rs, context) -> new Posted(
                        Rows.message(rs), Rows.text(rs, "fingerprint").orElse("")))
                .forEach(posted -> found.put(key(posted.message()), posted));
        Map<PostKey, Posted> posts = new HashMap<>();
        for (PostKey post : asked) {
            PostKey byId =
                    new PostKey(new ConversationId(conversation(post.conversation())), post.sender(), post.clientId());
            Optional.ofNullable(found.get(byId)).ifPresent(posted -> posts.put(post, posted));
        }
        return posts;
    }

    private static PostKey key(Message message) {
        return new PostKey(message.conversation(), message.sender().id(), message.clientId());
    }

    private Map<Long, Change> changes() {
        Map<Long, Change> changes = new HashMap<>();
        list(CHANGES, "changes", needs.changes(), (rs, context) -> Rows.change(rs))
                .forEach(change -> changes.put(change.id(), change));
        return changes;
    }

    private <T> List<T> list(String sql, String name, Collection<Long> values, RowMapper<T> row) {
        return values.isEmpty()
                ? List.of()
                : handle.createQuery(sql)
                        .bindArray(name, Long.class, values)
                        .map(row)
                        .list();
    }

    private Optional<ConversationId> id(ConversationRef ref) {
        return Optional.ofNullable(conversations.get(ref)).map(Conversation::id);
    }

    private Long conversation(ConversationRef ref) {
        return id(ref).orElseThrow().value();
    }

    private List<Long> lockedIds() {
        return locked.keySet().stream().map(ConversationId::value).toList();
    }

    private static List<Long> values(Stream<AccountId> accounts) {
        return accounts.map(AccountId::value).toList();
    }
}
