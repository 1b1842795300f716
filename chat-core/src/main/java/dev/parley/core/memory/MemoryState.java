package dev.parley.core.memory;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Block;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Note;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Session;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore.Credentials;
import dev.parley.core.port.ReportStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the ports in memory keep, and the ways through it that several of them take.
 *
 * <p>Thread rule: used only by who holds its monitor.
 */
final class MemoryState {

    /** Where something lies: the conversation and the number there. */
    record Place(ConversationId conversation, long seq) {}

    final Map<AccountId, Credentials> accounts = new HashMap<>();
    final Map<ConversationId, Room> rooms = new HashMap<>();
    final Map<Pair, ConversationId> pairs = new HashMap<>();
    final Map<HostKey, ConversationId> keys = new HashMap<>();
    /** Channels by their names. */
    final Map<String, ConversationId> names = new HashMap<>();

    final Map<MessageId, Place> messages = new HashMap<>();
    final Map<Long, Place> changes = new HashMap<>();
    final Map<String, Session> sessions = new HashMap<>();
    final Map<Block, Instant> blocks = new HashMap<>();
    /** The folded usernames of accounts that are being erased. */
    final Map<AccountId, String> erasing = new HashMap<>();

    final Set<AccountId> erased = new HashSet<>();
    final Map<Long, ReportStore.New> reports = new HashMap<>();
    final Set<Long> resolved = new HashSet<>();
    final Map<String, Invitation> invitations = new HashMap<>();
    final Set<Long> revoked = new HashSet<>();
    final Map<String, ApiToken> tokens = new HashMap<>();
    final Map<String, String> settings = new HashMap<>();
    /** Those who do not share how far they have read. */
    final Set<AccountId> unseen = new HashSet<>();

    final Map<AccountId, Long> revisions = new HashMap<>();
    long nextId = 1;

    /** Something has changed that concerns this account alone. */
    long raise(AccountId account) {
        return revisions.merge(account, 1L, Long::sum);
    }

    Optional<Account> account(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(Credentials::account);
    }

    Optional<Account> account(String foldedUsername) {
        return accounts.values().stream()
                .map(Credentials::account)
                .filter(account -> account.username()
                        .filter(name -> Username.fold(name).equals(foldedUsername))
                        .isPresent())
                .findFirst();
    }

    /** Whether it exists and may act. */
    boolean active(AccountId id) {
        return account(id).filter(account -> !account.disabled()).isPresent();
    }

    boolean hasPassword(AccountId id, String hash) {
        Credentials credentials = accounts.get(id);
        return credentials != null && credentials.passwordHash().equals(hash);
    }

    Optional<Room> room(ConversationRef ref) {
        // Java 17 has no switch over sealed types
        Map<? extends ConversationRef, ConversationId> named = ref instanceof Pair ? pairs : keys;
        return Optional.ofNullable(rooms.get(ref instanceof ConversationId id ? id : named.get(ref)));
    }

    /** The conversation, for one of its members only (G9). */
    Optional<Room> room(AccountId member, ConversationRef ref) {
        return room(ref).filter(room -> room.member(member).isPresent());
    }

    Stream<Room> roomsOf(AccountId member) {
        return rooms.values().stream().filter(room -> room.member(member).isPresent());
    }

    Optional<Message> message(MessageId id) {
        return Optional.ofNullable(messages.get(id)).map(this::message);
    }

    Optional<Room> roomOf(MessageId id) {
        return Optional.ofNullable(messages.get(id)).map(this::room);
    }

    Optional<Change> change(long id) {
        return Optional.ofNullable(changes.get(id)).map(this::change);
    }

    ChangePage log(Room room, long after, int limit) {
        long top = room.row().lastSeq();
        List<Change> changes = room.changes(after, limit).stream()
                .map(change -> change.with(named(change.message())))
                .toList();
        return new ChangePage(changes, top, after + changes.size() < top, after > top);
    }

    void forgetBlocks(AccountId account) {
        blocks.keySet()
                .removeIf(block ->
                        block.account().equals(account) || block.blocked().equals(account));
    }

    /** Who of the two has blocked the other. */
    Set<Block> blocks(Pair pair) {
        return blocks.keySet().stream()
                .filter(block -> pair.has(block.account()) && pair.has(block.blocked()))
                .collect(Collectors.toSet());
    }

    List<Person> people(Pair pair) {
        return Stream.of(pair.low(), pair.high()).distinct().map(this::person).toList();
    }

    /** The message with its people as they are called now, and what it quotes as that is now. */
    Message named(Message message) {
        MessageState said = message.state();
        return new Message(
                message.id(),
                message.conversation(),
                message.seq(),
                message.ordinal(),
                message.kind(),
                person(message.sender().id()),
                message.receiver().map(receiver -> person(receiver.id())),
                message.clientId(),
                message.note().map(this::named),
                message.replyTo().map(this::named),
                message.sentAt(),
                new MessageState(
                        said.version(),
                        said.content(),
                        said.mentions(),
                        said.reactions(),
                        said.pinned(),
                        said.editedAt(),
                        said.deletedAt(),
                        said.deletedBy().map(by -> person(by.id()))));
    }

    private Quote named(Quote quote) {
        Place place = messages.get(quote.id());
        Quote now = place == null
                ? quote
                : Quote.of(room(place).message(place.seq()).message());
        return new Quote(now.id(), now.seq(), now.version(), person(now.sender().id()), now.excerpt());
    }

    private Note named(Note note) {
        return new Note(note.kind(), note.about().map(about -> person(about.id())));
    }

    private Change change(Place place) {
        return log(room(place), place.seq() - 1, 1).changes().get(0);
    }

    private Message message(Place place) {
        return named(room(place).message(place.seq()).message());
    }

    private Room room(Place place) {
        return room(place.conversation()).orElseThrow();
    }

    private Person person(AccountId id) {
        return account(id).orElseThrow().person();
    }
}
