package dev.parley.core.memory;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Found;
import dev.parley.core.model.FoundCursor;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The messages in memory, for their readers. */
final class MemoryMessages implements MessageReader {

    private static final int MOST_FOUND = 1_000;

    private static final Comparator<Message> NEWEST_FIRST = Comparator.comparing(Message::sentAt)
            .thenComparing(message -> message.conversation().value())
            .thenComparing(Message::seq)
            .reversed();

    /** A window as a place, just after a seq, and how many messages to take on both sides of it. */
    private record Cut(long place, int below, int above) {

        static Cut of(Window window) {
            int limit = window.limit();
            return switch (window.side()) {
                case LATEST -> new Cut(Long.MAX_VALUE, limit, 0);
                case BEFORE -> new Cut(window.seq() - 1, limit, 0);
                case AFTER -> new Cut(window.seq(), 0, limit);
                case AROUND -> new Cut(window.seq(), limit - limit / 2, limit / 2);
            };
        }
    }

    private final MemoryState state;

    MemoryMessages(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<Message> message(AccountId member, MessageId id) {
        synchronized (state) {
            return state.message(id)
                    .filter(message ->
                            state.room(member, message.conversation()).isPresent());
        }
    }

    @Override
    public Optional<MessagePage> window(AccountId member, ConversationId conversation, Window window) {
        synchronized (state) {
            return state.room(member, conversation).map(room -> page(room, Cut.of(window)));
        }
    }

    @Override
    public Optional<ChangePage> changes(AccountId member, ConversationId conversation, long after, int limit) {
        synchronized (state) {
            return state.room(member, conversation).map(room -> state.log(room, after, limit));
        }
    }

    @Override
    public Optional<List<Message>> search(
            AccountId member, ConversationId conversation, Sought sought, long before, int limit) {
        synchronized (state) {
            return state.room(member, conversation)
                    .map(room -> found(room, sought, before).limit(limit).toList());
        }
    }

    @Override
    public Optional<List<Message>> pinned(AccountId member, ConversationId conversation) {
        synchronized (state) {
            return state.room(member, conversation)
                    .map(room -> room.pinned()
                            .flatMap(id -> state.message(id).stream())
                            .toList());
        }
    }

    @Override
    public List<FormerText> formerTexts(AccountId reader, MessageId id, int before, int limit) {
        synchronized (state) {
            boolean administrator = state.account(reader).filter(Account::admin).isPresent();
            Message message = (administrator ? state.message(id) : message(reader, id))
                    .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
            if (!administrator && !message.sentBy(reader)) {
                throw ChatException.of(ErrorCode.NOT_AUTHOR);
            }
            return state.roomOf(id).orElseThrow().former(id).stream()
                    .filter(text -> text.version() < before)
                    .sorted(Comparator.comparing(FormerText::version).reversed())
                    .limit(limit)
                    .toList();
        }
    }

    public Page<Found> search(AccountId member, Sought sought, Optional<String> cursor, int limit) {
        Predicate<Message> after =
                cursor.map(FoundCursor::parse).map(MemoryMessages::after).orElse(message -> true);
        synchronized (state) {
            List<Message> found = state.roomsOf(member)
                    .flatMap(room -> found(room, sought, Long.MAX_VALUE))
                    .filter(after)
                    .sorted(NEWEST_FIRST)
                    .limit(limit + 1L)
                    .toList();
            List<Message> page = found.subList(0, Math.min(limit, found.size()));
            return new Page<>(
                    page.stream().map(this::found).toList(),
                    found.size() > limit
                            ? Optional.of(FoundCursor.of(page.get(limit - 1)).toString())
                            : Optional.empty());
        }
    }

    private static Predicate<Message> after(FoundCursor cursor) {
        return message -> {
            long conversation = message.conversation().value();
            return conversation == cursor.conversation()
                    ? message.seq() < cursor.seq()
                    : message.sentAt().isBefore(cursor.until(conversation));
        };
    }

    private Found found(Message message) {
        Conversation place = state.room(message.conversation()).orElseThrow().row();
        return new Found(message, place.kind(), place.title());
    }

    /** Newest first. */
    private Stream<Message> found(Room room, Sought sought, long before) {
        Conversation row = room.row();
        return sought.covers(row.id(), row.pair(), row.title())
                ? named(room.messages().headMap(before, false).descendingMap().values())
                        .filter(message -> found(message, sought))
                : Stream.empty();
    }

    private static boolean found(Message message, Sought sought) {
        return sought.fits(message.sender().id(), message.sentAt())
                && message.said().map(SearchText::fold).filter(sought::said).isPresent();
    }

    @Override
    public MessageList list(AccountId member, ListQuery query) {
        synchronized (state) {
            List<Message> all = query.search()
                    .map(text -> live(member, query)
                            .filter(message -> found(message, Sought.text(text)))
                            .limit(MOST_FOUND))
                    .orElseGet(() -> live(member, query))
                    .toList();
            List<Message> page = all.stream()
                    .skip((query.page() - 1L) * query.size())
                    .limit(query.size())
                    .toList();
            return new MessageList(all.size(), page);
        }
    }

    private Stream<Message> live(AccountId member, ListQuery query) {
        Stream<Room> rooms = query.with()
                .map(other -> state.room(Pair.of(member, other)).stream())
                .orElseGet(() -> state.roomsOf(member));
        return rooms.flatMap(room -> named(room.messages().values()))
                .filter(message -> message.kind() == MessageKind.TEXT && !message.deleted())
                .sorted(NEWEST_FIRST);
    }

    private MessagePage page(Room room, Cut cut) {
        NavigableMap<Long, Posted> below = room.messages().headMap(cut.place(), true);
        NavigableMap<Long, Posted> above = room.messages().tailMap(cut.place(), false);
        Stream<Posted> messages = Stream.concat(
                below.values().stream().skip(Math.max(0, below.size() - cut.below())),
                above.values().stream().limit(cut.above()));
        return new MessagePage(
                named(messages.toList()).toList(),
                room.row().lastSeq(),
                below.size() > cut.below(),
                above.size() > cut.above());
    }

    private Stream<Message> named(Collection<Posted> messages) {
        return messages.stream().map(Posted::message).map(state::named);
    }
}
