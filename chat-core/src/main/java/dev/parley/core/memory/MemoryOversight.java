package dev.parley.core.memory;

import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Page;
import dev.parley.core.model.Participant;
import dev.parley.core.port.Oversight;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All that was said in memory. */
final class MemoryOversight implements Oversight {

    private static final Pattern CURSOR = Pattern.compile("\\d{16}");

    private final MemoryState state;

    MemoryOversight(MemoryState state) {
        this.state = state;
    }

    @Override
    public Page<Entry> conversations(Optional<String> cursor, int limit) {
        synchronized (state) {
            return Pages.of(
                    state.rooms.values().stream().map(this::entry),
                    entry -> key(entry.conversation().id().value()),
                    CURSOR,
                    cursor,
                    limit);
        }
    }

    @Override
    public Optional<Entry> conversation(ConversationId conversation) {
        synchronized (state) {
            return state.room(conversation).map(this::entry);
        }
    }

    @Override
    public Page<Participant> participants(ConversationId conversation, Optional<String> cursor, int limit) {
        synchronized (state) {
            return Pages.of(
                    state.room(conversation).stream().flatMap(this::participants),
                    one -> key(one.person().id().value()),
                    CURSOR,
                    cursor,
                    limit);
        }
    }

    @Override
    public List<Message> messages(ConversationId conversation, long after, int limit) {
        synchronized (state) {
            return state.room(conversation).stream()
                    .flatMap(room -> room.messages().tailMap(after, false).values().stream())
                    .limit(limit)
                    .map(Posted::message)
                    .map(state::named)
                    .toList();
        }
    }

    @Override
    public Optional<ConversationId> placeOf(MessageId message) {
        synchronized (state) {
            return state.message(message).map(Message::conversation);
        }
    }

    private Entry entry(Room room) {
        return new Entry(room.row(), room.row().pair().map(state::people).orElse(List.of()));
    }

    private Stream<Participant> participants(Room room) {
        return room.members()
                .map(member -> new Participant(
                        state.account(member.account()).orElseThrow().person(), member.role()));
    }

    private static String key(long id) {
        return "%016d".formatted(id);
    }
}
