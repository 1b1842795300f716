package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.Blocking;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Person;
import dev.parley.core.model.Position;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Standing;
import dev.parley.core.port.ConversationReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The lists of conversations in memory. */
final class MemoryConversations implements ConversationReader {

    private static final Pattern CURSOR = Pattern.compile("\\d{19}-\\d{16}");
    private static final Pattern ID = Pattern.compile("\\d{16}");
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,400}");

    private final MemoryState state;

    MemoryConversations(MemoryState state) {
        this.state = state;
    }

    @Override
    public Page<ConversationItem> of(AccountId member, Shelf shelf, Optional<String> cursor, int limit) {
        synchronized (state) {
            Page<Room> rooms = Pages.of(
                    state.roomsOf(member).filter(room -> room.settings(member).hidden() == (shelf == Shelf.HIDDEN)),
                    room -> place(room.row()),
                    CURSOR,
                    cursor,
                    limit);
            List<ConversationItem> items =
                    rooms.items().stream().map(room -> item(room, member)).toList();
            return new Page<>(items, rooms.next());
        }
    }

    @Override
    public Optional<ConversationItem> item(AccountId member, ConversationId conversation) {
        synchronized (state) {
            return state.room(member, conversation).map(room -> item(room, member));
        }
    }

    @Override
    public List<Position> positions(AccountId member) {
        synchronized (state) {
            return state.roomsOf(member)
                    .map(Room::row)
                    .sorted(Comparator.comparing(MemoryConversations::place))
                    .map(row -> new Position(row.id(), row.lastSeq()))
                    .toList();
        }
    }

    @Override
    public List<Standing> since(AccountId member, long revision) {
        synchronized (state) {
            return state.roomsOf(member)
                    .flatMap(room -> room.since(member, revision).stream())
                    .toList();
        }
    }

    @Override
    public Optional<ConversationId> direct(Pair pair) {
        synchronized (state) {
            return Optional.ofNullable(state.pairs.get(pair));
        }
    }

    @Override
    public Optional<ConversationId> byKey(HostKey key) {
        synchronized (state) {
            return Optional.ofNullable(state.keys.get(key));
        }
    }

    @Override
    public Optional<Page<Participant>> participants(
            AccountId member, ConversationId conversation, Optional<String> cursor, int limit) {
        synchronized (state) {
            return state.room(member, conversation)
                    .map(room -> Pages.of(
                            room.members()
                                    .map(one -> new Participant(
                                            state.account(one.account())
                                                    .orElseThrow()
                                                    .person(),
                                            one.role())),
                            one -> "%016d".formatted(one.person().id().value()),
                            ID,
                            cursor,
                            limit));
        }
    }

    @Override
    public Page<ChannelItem> channels(AccountId reader, String foldedQuery, Optional<String> cursor, int limit) {
        synchronized (state) {
            Page<Room> rooms = Pages.of(
                    state.rooms.values().stream()
                            .filter(room -> !room.row().archived())
                            .filter(room -> room.row()
                                    .name()
                                    .filter(name -> name.contains(foldedQuery))
                                    .isPresent()),
                    room -> room.row().name().orElseThrow(),
                    NAME,
                    cursor,
                    limit);
            return new Page<>(
                    rooms.items().stream().map(room -> channel(room, reader)).toList(), rooms.next());
        }
    }

    private static ChannelItem channel(Room room, AccountId reader) {
        Conversation row = room.row();
        return new ChannelItem(
                row.id(),
                row.title().orElseThrow(),
                row.topic(),
                row.members(),
                room.member(reader).isPresent());
    }

    private ConversationItem item(Room room, AccountId reader) {
        Conversation row = room.row();
        Member member = room.member(reader).orElseThrow();
        List<Person> people = row.pair().map(state::people).orElse(List.of());
        Optional<Message> last = room.messages().descendingMap().values().stream()
                .map(Posted::message)
                .filter(message -> message.kind() == MessageKind.TEXT)
                .findFirst()
                .map(state::named);
        return new ConversationItem(
                row,
                people,
                member.role(),
                last,
                room.marker(member),
                room.settings(reader),
                row.pair().map(pair -> blocking(pair, reader)).orElse(Blocking.NONE));
    }

    private Blocking blocking(Pair pair, AccountId reader) {
        Set<Block> blocks = state.blocks(pair);
        if (blocks.isEmpty()) {
            return Blocking.NONE;
        }
        return blocks.stream().anyMatch(block -> block.account().equals(reader)) ? Blocking.MINE : Blocking.THEIRS;
    }

    /** A word that sorts by last activity, newest first, and then by id. */
    private static String place(Conversation row) {
        long lastActivity = row.lastMessageAt()
                .map(at -> ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .orElse(0L);
        return "%019d-%016d".formatted(Long.MAX_VALUE - lastActivity, row.id().value());
    }
}
