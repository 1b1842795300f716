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
        if (seq <= before.readSeq()) {
            return new Moved(room.marker(before), 0);
        }
        Member after = before.read(seq, ordinalAt(room, seq));
        long revision = state.raise(after.account());
        room.read(after, revision);
        return new Moved(room.marker(after), revision);
    }

    private static long ordinalAt(Room room, long seq) {
        return Optional.ofNullable(room.messages().floorEntry(seq))
                .map(entry -> entry.getValue().message().ordinal())
                .orElse(0L);
    }
}
