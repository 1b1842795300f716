package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Member;
import dev.parley.core.port.MarkerStore;
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
            return new Moved(room.marker(before), 0);
        }
        long reached = Math.max(seq, before.readSeq());
        Member after = before.read(reached, room.ordinalAt(reached));
        long revision = state.raise(after.account());
        room.read(after, revision);
        return new Moved(room.marker(after), revision);
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
            return new Moved(room.marker(member), 0);
        }
        long revision = state.raise(member.account());
        room.unreadFrom(member.account(), seq, revision);
        return new Moved(room.marker(member), revision);
    }
}
