package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Marker;
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
    public Optional<Marker> read(AccountId account, ConversationId conversation, long seq) {
        synchronized (state) {
            return state.room(conversation)
                    .flatMap(room -> room.member(account).map(member -> move(room, member, seq)));
        }
    }

    private static Marker move(Room room, Member before, long seq) {
        Member after = forward(room, before, Math.min(seq, room.row().lastSeq()));
        room.put(after);
        return new Marker(after.readSeq(), room.row().lastOrdinal() - after.readOrdinal());
    }

    private static Member forward(Room room, Member member, long seq) {
        return seq <= member.readSeq() ? member : member.read(seq, ordinalAt(room, seq));
    }

    private static long ordinalAt(Room room, long seq) {
        return Optional.ofNullable(room.messages().floorEntry(seq))
                .map(entry -> entry.getValue().message().ordinal())
                .orElse(0L);
    }
}
