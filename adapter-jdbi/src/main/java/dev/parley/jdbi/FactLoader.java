package dev.parley.jdbi;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.Change;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Needs.Called;
import dev.parley.core.model.Needs.Membership;
import dev.parley.core.model.Needs.PostKey;
import dev.parley.core.model.Needs.Reacting;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import dev.parley.core.port.Journal.Lock;
import dev.parley.jdbi.RoundTrip.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Locks the conversations of a batch and loads its facts, one statement for all rows alike, all together; only who names a conversation by
 * its pair or its key has its id looked up before. It is long because each kind of fact has its statement here, and they go together.
 * Used once, on one thread.
 */
final class FactLoader {

    private static final String IDS = "select c.id c_id, c.low_id c_low_id, c.high_id c_high_id from parley_address d"
            + " join parley_conversation c on c.id = d.conversation_id where d.pair = any(?)";

    private static final String KEYS =
            "select d.host_key, d.conversation_id from parley_address d where d.host_key = any(?)";

    private static final String LOCK =
            "select " + Rows.CONVERSATION + " from parley_conversation c where c.id = any(?) order by c.id for update";

    private static final String MEMBERS = "select " + Rows.MEMBER
            + " from unnest(?, ?) w(conversation_id, account_id) join parley_member mm"
            + " on mm.conversation_id = w.conversation_id and mm.account_id = w.account_id" + Rows.MARKER;

    private static final String ACCOUNTS =
            "select " + Rows.ACCOUNT + " from unnest(?) w(id) join parley_account a on a.id = w.id";

    private static final String PEOPLE = "select " + Rows.ACCOUNT
            + " from (select c.low_id id from unnest(?) w(id) join parley_conversation c on c.id = w.id"
            + " union select c.high_id from unnest(?) w(id) join parley_conversation c on c.id = w.id) w"
            + " join parley_account a on a.id = w.id";

    private static final String NAMES =
            "select d.channel_name, d.conversation_id from parley_address d where d.channel_name = any(?)";

    private static final String CALLED =
            "select " + Rows.ACCOUNT + " from parley_account a where a.username_key = any(?)";

    private static final String CALLED_MEMBERS = "select " + Rows.MEMBER
            + " from unnest(?, ?) w(conversation_id, username_key) join parley_account a on a.username_key = w.username_key"
            + " join parley_member mm on mm.conversation_id = w.conversation_id and mm.account_id = a.id" + Rows.MARKER;

    private static final String REACTIONS = "select r.message_id, r.emoji, r.account_id"
            + " from unnest(?, ?, ?) w(message_id, emoji, account_id) join parley_reaction r"
            + " on r.message_id = w.message_id and r.emoji = w.emoji and r.account_id = w.account_id";

    private static final String REACTORS = "select x.message_id, x.emoji, x.account_id"
            + " from (select r.message_id, r.emoji, r.account_id, row_number() over"
            + " (partition by r.message_id, r.emoji order by r.seq) place"
            + " from unnest(?, ?) w(message_id, emoji) join parley_reaction r"
            + " on r.message_id = w.message_id and r.emoji = w.emoji) x"
            + " where x.place <= " + Facts.MOST_REACTORS + " order by x.message_id, x.emoji, x.place";

    private static final String MESSAGES = "select " + Rows.MESSAGE
            + " from parley_message m join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE
            + "where m.id = any(?) and m.conversation_id = any(?)";

    private static final String POSTS = "select " + Rows.MESSAGE + ", m.fingerprint"
            + " from unnest(?, ?, ?) w(conversation_id, sender_id, client_id)"
            + " join parley_message m on m.conversation_id = w.conversation_id and m.sender_id = w.sender_id"
            + " and m.client_id = w.client_id"
            + " join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE;

    /** Two people know of each other in one conversation, so each block comes once. */
    private static final String BLOCKS = "select b.account_id, b.blocked_id from unnest(?) w(id)"
            + " join parley_conversation c on c.id = w.id join parley_block b"
            + " on b.account_id = c.low_id and b.blocked_id = c.high_id"
            + " union all select b.account_id, b.blocked_id from unnest(?) w(id)"
            + " join parley_conversation c on c.id = w.id join parley_block b"
            + " on b.account_id = c.high_id and b.blocked_id = c.low_id";

    private static final String BLOCKS_OF_PAIRS = "select b.account_id, b.blocked_id"
            + " from unnest(?, ?) w(one_id, other_id)"
            + " join parley_block b on b.account_id = w.one_id and b.blocked_id = w.other_id";

    private static final String INVITATIONS = "select i.key_hash, " + Rows.INVITATION + " from parley_invitation i"
            + " join parley_member mm on mm.conversation_id = i.conversation_id and mm.account_id = i.created_by"
            + " where i.key_hash = any(?) and i.revoked_at is null and mm.left_seq is null"
            + " and mm.role <> '" + Role.MEMBER + "'";

    private static final String CHANGES = "select " + Rows.CHANGE + ", " + Rows.MESSAGE
            + " from " + Rows.log("id = any(?)") + " join parley_message m on m.id = h.message_id"
            + " join parley_conversation c on c.id = h.conversation_id" + Rows.PEOPLE;

    private final Needs needs;
    private final RoundTrip trip;
    private final LeaverLoader leavers;

    private final Map<ConversationRef, ConversationId> ids = new HashMap<>();
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();
    private final Map<Membership, Member> members = new HashMap<>();
    private final Set<Reacting> reactions = new HashSet<>();
    private final Map<Reacting.Kind, List<AccountId>> reactors = new HashMap<>();
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<String, ConversationId> names = new HashMap<>();
    private final Map<MessageId, Message> messages = new HashMap<>();
    private final Map<PostKey, Posted> posts = new HashMap<>();
    private final Map<String, Invitation> invitations = new HashMap<>();
    private final Set<Block> blocks = new HashSet<>();
    private final Map<Long, Change> changes = new HashMap<>();

    private FactLoader(Handle handle, Backend backend, Needs needs) {
        this.needs = needs;
        this.trip = new RoundTrip(handle, backend);
        this.leavers = new LeaverLoader(trip);
    }

    static Facts load(Handle handle, Backend backend, Needs needs, Lock lock) {
        return new FactLoader(handle, backend, needs).load(lock == Lock.TRY ? LOCK + " nowait" : LOCK);
    }

    private Facts load(String lock) {
        askForIds();
        trip.run();
        askForConversations(lock);
        askForMembers();
        askForAccounts();
        askForNames();
        askForCalled();
        askForMessages();
        askForReactions();
        askForPosts();
        askForBlocks();
        askForInvitations();
        needs.leavers().forEach(leavers::askFor);
        askForChanges();
        trip.run();
        take(leavers.found());
        trip.run();
        return new Facts(
                asAsked(needs.conversations(), ref -> ref, (ref, id) -> conversations.get(id)),
                members(),
                accounts,
                names,
                messages,
                reactions,
                reactors,
                asAsked(needs.posts(), PostKey::conversation, (asked, id) -> posts.get(in(asked, id))),
                blocks,
                invitations,
                leavers.left(),
                changes);
    }

    /** A conversation that is there keeps its id and its pair, and a key its conversation, so this may come before the lock. */
    private void askForIds() {
        refs(ConversationId.class).forEach(id -> ids.put(id, id));
        trip.query(
                IDS,
                row -> ids.put(Rows.pair(row).orElseThrow(), new ConversationId(row.getLong("c_id"))),
                Values.of(String.class, refs(Pair.class).map(Pair::key)));
        trip.query(
                KEYS,
                row -> ids.put(
                        new HostKey(row.getString("host_key")), new ConversationId(row.getLong("conversation_id"))),
                Values.of(String.class, refs(HostKey.class).map(HostKey::value)));
    }

    private <R extends ConversationRef> Stream<R> refs(Class<R> kind) {
        return needs.conversations().stream().filter(kind::isInstance).map(kind::cast);
    }

    private void askForConversations(String lock) {
        trip.query(lock, row -> put(Rows.conversation(row)), everywhere());
    }

    private void put(Conversation conversation) {
        conversations.put(conversation.id(), conversation);
    }

    private void askForMembers() {
        List<Membership> known = needs.members().stream()
                .filter(m -> ids.containsKey(m.conversation()))
                .toList();
        trip.query(
                MEMBERS,
                row -> put(Rows.member(row)),
                conversations(known.stream().map(Membership::conversation)),
                accounts(known.stream().map(Membership::account)));
    }

    private void put(Member member) {
        members.put(new Membership(member.conversation(), member.account()), member);
    }

    /** Those asked for, and both people of every direct conversation, of one to be opened too. */
    private void askForAccounts() {
        Stream<AccountId> pairs = refs(Pair.class).flatMap(pair -> Stream.of(pair.low(), pair.high()));
        trip.query(ACCOUNTS, row -> put(Rows.account(row)), accounts(Stream.concat(needs.accounts().stream(), pairs)));
        Values byId = everywhere();
        trip.query(PEOPLE, row -> put(Rows.account(row)), byId, byId);
    }

    /** Those asked for by their ids, and those who are called by name. */
    private Map<Membership, Member> members() {
        Map<Membership, Member> all = new HashMap<>(members);
        all.putAll(asAsked(needs.members(), Membership::conversation, (asked, id) -> members.get(in(asked, id))));
        return all;
    }

    private void askForCalled() {
        trip.query(
                CALLED,
                row -> put(Rows.account(row)),
                Values.of(
                        String.class,
                        needs.called().stream().map(Called::username).distinct()));
        List<Called> known = needs.called().stream()
                .filter(called -> ids.containsKey(called.conversation()))
                .toList();
        trip.query(
                CALLED_MEMBERS,
                row -> put(Rows.member(row)),
                conversations(known.stream().map(Called::conversation)),
                Values.of(String.class, known.stream().map(Called::username)));
    }

    private void askForReactions() {
        trip.query(
                REACTIONS,
                row -> reactions.add(reacting(row)),
                messages(needs.reactions().stream().map(Reacting::message)),
                Values.of(String.class, needs.reactions().stream().map(Reacting::emoji)),
                accounts(needs.reactions().stream().map(Reacting::account)));
        List<Reacting.Kind> kinds =
                needs.reactions().stream().map(Reacting::kind).distinct().toList();
        askForReactors(kinds);
    }

    private void askForReactors(List<Reacting.Kind> kinds) {
        trip.query(
                REACTORS,
                row -> put(reacting(row)),
                messages(kinds.stream().map(Reacting.Kind::message)),
                Values.of(String.class, kinds.stream().map(Reacting.Kind::emoji)));
    }

    /** What lies on texts by those who go, with the texts and with who else has reacted so. */
    private void take(List<Reacting> found) {
        reactions.addAll(found);
        trip.query(
                MESSAGES,
                row -> put(Rows.message(row)),
                messages(Stream.concat(found.stream().map(Reacting::message), leavers.calling().stream())),
                everywhere());
        askForReactors(found.stream()
                .map(Reacting::kind)
                .filter(kind -> !reactors.containsKey(kind))
                .distinct()
                .toList());
    }

    static Reacting reacting(ResultSet row) throws SQLException {
        return new Reacting(
                new MessageId(row.getLong("message_id")),
                row.getString("emoji"),
                new AccountId(row.getLong("account_id")));
    }

    private void put(Reacting reacting) {
        reactors.computeIfAbsent(reacting.kind(), kind -> new ArrayList<>()).add(reacting.account());
    }

    private static Values messages(Stream<MessageId> messages) {
        return Values.of(Long.class, messages.map(MessageId::value));
    }

    private void put(Account account) {
        accounts.put(account.id(), account);
    }

    private void askForNames() {
        trip.query(
                NAMES,
                row -> names.put(row.getString("channel_name"), new ConversationId(row.getLong("conversation_id"))),
                Values.of(String.class, needs.names().stream()));
    }

    private void askForMessages() {
        trip.query(MESSAGES, row -> put(Rows.message(row)), messages(needs.messages().stream()), everywhere());
    }

    private void put(Message message) {
        messages.put(message.id(), message);
    }

    private void askForPosts() {
        List<PostKey> known = needs.posts().stream()
                .filter(p -> ids.containsKey(p.conversation()))
                .toList();
        trip.query(
                POSTS,
                row -> put(new Posted(
                        Rows.message(row), Rows.text(row, "fingerprint").orElse(""))),
                conversations(known.stream().map(PostKey::conversation)),
                accounts(known.stream().map(PostKey::sender)),
                Values.of(String.class, known.stream().map(PostKey::clientId)));
    }

    private void put(Posted posted) {
        Message message = posted.message();
        posts.put(new PostKey(message.conversation(), message.sender().id(), message.clientId()), posted);
    }

    private void askForBlocks() {
        Values byId = everywhere();
        trip.query(BLOCKS, row -> put(Rows.block(row)), byId, byId);
        List<Pair> unopened =
                refs(Pair.class).filter(pair -> !ids.containsKey(pair)).toList();
        trip.query(
                BLOCKS_OF_PAIRS,
                row -> put(Rows.block(row)),
                accounts(unopened.stream().flatMap(pair -> Stream.of(pair.low(), pair.high()))),
                accounts(unopened.stream().flatMap(pair -> Stream.of(pair.high(), pair.low()))));
    }

    private void put(Block block) {
        blocks.add(block);
    }

    private void askForInvitations() {
        trip.query(
                INVITATIONS,
                row -> invitations.put(row.getString("key_hash"), Rows.invitation(row)),
                Values.of(String.class, needs.invitations().stream()));
    }

    private void askForChanges() {
        Values byId = Values.of(Long.class, needs.changes().stream());
        trip.query(CHANGES, row -> put(Rows.change(row)), byId, byId);
    }

    private void put(Change change) {
        changes.put(change.id(), change);
    }

    private static Membership in(Membership asked, ConversationId id) {
        return new Membership(id, asked.account());
    }

    private static PostKey in(PostKey asked, ConversationId id) {
        return new PostKey(id, asked.sender(), asked.clientId());
    }

    /** What was found, under the names by which it was asked for. */
    private <K, V> Map<K, V> asAsked(
            Collection<K> asked, Function<K, ConversationRef> place, BiFunction<K, ConversationId, @Nullable V> found) {
        Map<K, V> named = new HashMap<>();
        for (K key : asked) {
            Optional.ofNullable(ids.get(place.apply(key)))
                    .map(id -> found.apply(key, id))
                    .ifPresent(value -> named.put(key, value));
        }
        return named;
    }

    private Values everywhere() {
        return conversations(ids.keySet().stream());
    }

    private Values conversations(Stream<? extends ConversationRef> refs) {
        return Values.of(
                Long.class, refs.map(ref -> Objects.requireNonNull(ids.get(ref)).value()));
    }

    private static Values accounts(Stream<AccountId> accounts) {
        return Values.of(Long.class, accounts.map(AccountId::value));
    }
}
