package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs.PostKey;
import dev.parley.core.model.Needs.Reacting;
import dev.parley.core.model.Position;
import dev.parley.core.model.SettingsChange;
import dev.parley.core.model.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One conversation with its members, messages and log.
 *
 * <p>Thread rule: used under the monitor of the {@link MemoryState} that holds it.
 */
final class Room {

    private static final SettingsChange SHOWN =
            new SettingsChange(Optional.empty(), Optional.empty(), Optional.of(false));

    /** A change without its message: words must not outlive their deletion in the log. */
    private record Entry(long id, long seq, ChangeKind kind, long messageSeq, AccountId actor, Instant at) {

        static Entry of(Change change) {
            return new Entry(
                    change.id(), change.seq(), change.kind(), change.message().seq(), change.actor(), change.at());
        }
    }

    private record Settled(ConversationSettings settings, long ordinal, long revision) {}

    private Conversation row;
    /** Those who have left, too. */
    private final Map<AccountId, Member> members = new HashMap<>();
    /** With which revision of its account a member came. */
    private final Map<AccountId, Long> joined = new HashMap<>();
    /** With which revision of its account a member's marker was moved last by reading. */
    private final Map<AccountId, Long> read = new HashMap<>();

    /** The change from which on a member has marked it as unread. */
    private final Map<AccountId, Long> unread = new HashMap<>();
    /** What members have settled, each with the last ordinal then and the revision of his account with which he did. */
    private final Map<AccountId, Settled> settled = new HashMap<>();

    private final NavigableMap<Long, Posted> messages = new TreeMap<>();
    private final Map<PostKey, Long> seqs = new HashMap<>();
    private final List<Entry> log = new ArrayList<>();
    private final Map<Reacting.Kind, List<AccountId>> reactors = new HashMap<>();
    /** What is kept at hand, by the number of the change that says so. */
    private final NavigableMap<Long, MessageId> pins = new TreeMap<>();

    private final Map<MessageId, List<FormerText>> former = new HashMap<>();

    Room(Conversation row) {
        this.row = row;
    }

    Conversation row() {
        return row;
    }

    void advance(Conversation later) {
        row = later;
    }

    /** Who belongs to it, or did. */
    Set<AccountId> people() {
        return members.keySet();
    }

    /** What somebody is there, or was. */
    Optional<Member> row(AccountId account) {
        return Optional.ofNullable(members.get(account));
    }

    Optional<Member> member(AccountId account) {
        return row(account).filter(Member::active);
    }

    Stream<Member> members() {
        return members.values().stream().filter(Member::active);
    }

    void put(Member member) {
        members.put(member.account(), member);
    }

    void join(Member member, long revision) {
        boolean again = row(member.account())
                .filter(former -> former.joinedSeq() != member.joinedSeq())
                .isPresent();
        if (again) {
            settled.computeIfPresent(
                    member.account(), (account, was) -> new Settled(was.settings(), -1, was.revision()));
        }
        put(member);
        joined.put(member.account(), revision);
    }

    /** Somebody has read on by writing. */
    void read(Member member) {
        put(member);
        unread.remove(member.account());
    }

    void read(Member member, long revision) {
        read(member);
        read.put(member.account(), revision);
    }

    void unreadFrom(AccountId account, long seq, long revision) {
        unread.put(account, seq);
        read.put(account, revision);
    }

    OptionalLong unreadFrom(AccountId account) {
        return unread.containsKey(account)
                ? OptionalLong.of(Objects.requireNonNull(unread.get(account)))
                : OptionalLong.empty();
    }

    void settle(AccountId account, ConversationSettings settings, long revision) {
        settled.put(account, new Settled(settings, row.lastOrdinal(), revision));
    }

    /** How a member wants to have it: hidden until something new is said. */
    ConversationSettings settings(AccountId account) {
        return Optional.ofNullable(settled.get(account))
                .map(was -> was.ordinal() < row.lastOrdinal() ? was.settings().with(SHOWN) : was.settings())
                .orElse(ConversationSettings.DEFAULT);
    }

    /** What has changed for this member alone above a revision of the account. */
    Optional<Standing> since(AccountId account, long revision) {
        boolean came = joined.getOrDefault(account, 0L) > revision;
        boolean moved = read.getOrDefault(account, 0L) > revision;
        boolean wanted = Optional.ofNullable(settled.get(account))
                .filter(was -> was.revision() > revision)
                .isPresent();
        return member(account)
                .filter(member -> came || moved || wanted)
                .map(member -> new Standing(
                        new Position(row.id(), row.lastSeq()),
                        row.pair(),
                        came ? OptionalLong.of(member.joinedSeq()) : OptionalLong.empty(),
                        moved ? Optional.of(marker(member)) : Optional.empty(),
                        wanted ? Optional.of(settings(account)) : Optional.empty()));
    }

    Marker marker(Member member) {
        OptionalLong from = unreadFrom(member.account());
        long ordinal = from.isPresent() ? ordinalAt(from.getAsLong() - 1) : member.readOrdinal();
        return new Marker(member.readSeq(), row.lastOrdinal() - ordinal, from, mentions(member, ordinal));
    }

    private long mentions(Member member, long ordinal) {
        return messages.values().stream()
                .map(Posted::message)
                .filter(message ->
                        message.ordinal() > ordinal && message.mentions().calls(member.account()))
                .count();
    }

    /** The ordinal of the last message at or before a change. */
    long ordinalAt(long seq) {
        return Optional.ofNullable(messages.floorEntry(seq))
                .map(entry -> entry.getValue().message().ordinal())
                .orElse(0L);
    }

    /** All messages by their seq. */
    NavigableMap<Long, Posted> messages() {
        return messages;
    }

    /** The message that took this number. */
    Posted message(long seq) {
        return Objects.requireNonNull(messages.get(seq));
    }

    Optional<Posted> post(AccountId sender, String clientId) {
        return Optional.ofNullable(seqs.get(new PostKey(row.id(), sender, clientId)))
                .map(this::message);
    }

    void add(Posted posted) {
        Message message = posted.message();
        seqs.put(new PostKey(row.id(), message.sender().id(), message.clientId()), message.seq());
        messages.put(message.seq(), posted);
    }

    void alter(Message later) {
        String fingerprint = later.deleted() ? "" : message(later.seq()).fingerprint();
        messages.put(later.seq(), new Posted(later, fingerprint));
        if (later.deleted()) {
            former.remove(later.id());
            unpin(later.id());
            reactors.keySet().removeIf(kind -> kind.message().equals(later.id()));
        }
    }

    void keep(Decision.Reworded reworded) {
        former.computeIfAbsent(reworded.message().id(), id -> new ArrayList<>()).add(reworded.former());
    }

    /** What a message has said before, in that order. */
    List<FormerText> former(MessageId message) {
        return former.getOrDefault(message, List.of());
    }

    /** All that somebody has put under texts. */
    Stream<Reacting> reactions(AccountId account) {
        return reactors.entrySet().stream()
                .filter(entry -> entry.getValue().contains(account))
                .map(entry ->
                        new Reacting(entry.getKey().message(), entry.getKey().emoji(), account));
    }

    void react(Reacting reacting) {
        reactors.computeIfAbsent(reacting.kind(), kind -> new ArrayList<>()).add(reacting.account());
    }

    void takeBack(Reacting reacting) {
        reactors(reacting.kind()).remove(reacting.account());
    }

    /** Who has reacted so, in that order. */
    List<AccountId> reactors(Reacting.Kind kind) {
        return reactors.getOrDefault(kind, List.of());
    }

    void pin(Decision.Pinned pinned) {
        unpin(pinned.message());
        pins.put(pinned.seq(), pinned.message());
    }

    void unpin(MessageId message) {
        pins.values().remove(message);
    }

    /** What is kept at hand, the latest first. */
    Stream<MessageId> pinned() {
        return pins.descendingMap().values().stream();
    }

    void add(Change change) {
        log.add(Entry.of(change));
    }

    /** Changes after a position, with their messages as they are now. */
    List<Change> changes(long after, int limit) {
        return log.stream().skip(after).limit(limit).map(this::change).toList();
    }

    private Change change(Entry entry) {
        Message message = message(entry.messageSeq()).message();
        return new Change(entry.id(), row.id(), entry.seq(), entry.kind(), entry.actor(), entry.at(), message);
    }
}
