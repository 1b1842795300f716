package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Member;
import dev.parley.core.model.Seen;
import dev.parley.core.port.MarkerStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The read markers in memory. */
final class MemoryMarkers implements MarkerStore {

    private final MemoryState state;

    MemoryMarkers(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<Moved> read(AccountId account, ConversationId conversation, long seq) {
        synchronized (state) {
            return state.room(conversation)
                    .flatMap(room -> room.member(account).map(member -> move(room, member, seq)));
        }
    }

    private Moved move(Room room, Member before, long asked) {
        long seq = Math.min(asked, room.row().lastSeq());
        if (seq <= before.readSeq() && room.unreadFrom(before.account()).isEmpty()) {
            return moved(room, before, 0);
        }
        long reached = Math.max(seq, before.readSeq());
        Member after = before.read(reached, room.ordinalAt(reached));
        long revision = state.raise(after.account());
        room.read(after, revision);
        return moved(room, after, revision);
    }

    @Override
    public Optional<Moved> unreadFrom(AccountId account, ConversationId conversation, long seq) {
        synchronized (state) {
            return state.room(conversation)
                    .flatMap(room -> room.member(account).map(member -> mark(room, member, seq)));
        }
    }

    private Moved mark(Room room, Member member, long asked) {
        long seq = Math.min(asked, room.row().lastSeq());
        if (seq == room.unreadFrom(member.account()).orElse(0)) {
            return moved(room, member, 0);
        }
        long revision = state.raise(member.account());
        room.unreadFrom(member.account(), seq, revision);
        return moved(room, member, revision);
    }

    private Moved moved(Room room, Member member, long revision) {
        return new Moved(room.marker(member), revision, shown(room, member.account()));
    }

    @Override
    public Optional<List<Seen>> seen(AccountId account, ConversationId conversation) {
        synchronized (state) {
            return state.room(account, conversation).map(room -> shown(room, account) ? seen(room) : List.of());
        }
    }

    private boolean shown(Room room, AccountId account) {
        Conversation row = room.row();
        return row.kind() != ConversationKind.CHANNEL && row.members() <= MOST_SEEN && !state.unseen.contains(account);
    }

    private List<Seen> seen(Room room) {
        return room.members()
                .filter(member -> !state.unseen.contains(member.account()))
                .map(member -> new Seen(member.account(), member.readSeq()))
                .sorted(Comparator.comparing(seen -> seen.account().value()))
                .toList();
    }
}
