package dev.parley.core.memory;

import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs.PostKey;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The journal: asks, and writes what was answered, without letting go of the monitor in between. Nothing is written before all
 * is decided and found right, so nothing has to be undone.
 */
final class MemoryJournal implements Journal {

    private final MemoryState state;

    MemoryJournal(MemoryState state) {
        this.state = state;
    }

    @Override
    public List<Outcome> commit(List<Command> commands, Decider decider, Lock lock) {
        synchronized (state) {
            Decision decision = decider.decide(new MemoryFacts(state).of(decider.needs(commands)), commands);
            check(decision);
            write(decision);
            return decision.outcomes();
        }
    }

    @Override
    public Map<ConversationId, Long> tops(Collection<ConversationId> conversations) {
        synchronized (state) {
            Map<ConversationId, Long> tops = new HashMap<>();
            conversations.forEach(id ->
                    state.room(id).ifPresent(room -> tops.put(id, room.row().lastSeq())));
            return tops;
        }
    }

    @Override
    public ChangePage log(ConversationId conversation, long after, int limit) {
        synchronized (state) {
            return state.room(conversation)
                    .map(room -> state.log(room, after, limit))
                    .orElse(new ChangePage(List.of(), 0, false, after > 0));
        }
    }

    @Override
    public long nextIds() {
        synchronized (state) {
            long first = state.nextId;
            state.nextId += ID_BLOCK;
            return first;
        }
    }

    @Override
    public int lanes() {
        return 1;
    }

    /** Refuses what a database's unique keys would refuse. */
    private void check(Decision decision) {
        Set<Object> seen = new HashSet<>();
        boolean twice = decision.posted().stream().anyMatch(posted -> !isNew(posted.message(), seen))
                || decision.changes().stream().anyMatch(change -> !isNew(change, seen))
                || decision.opened().stream()
                        .flatMap(row -> row.pair().stream())
                        .anyMatch(state.pairs::containsKey);
        if (twice) {
            throw new JournalException(Failure.REJECTED, new IllegalArgumentException("Not unique"));
        }
    }

    private boolean isNew(Message message, Set<Object> seen) {
        PostKey key = new PostKey(message.conversation(), message.sender().id(), message.clientId());
        return seen.add(key)
                && state.room(key.conversation())
                        .flatMap(room -> room.post(key.sender(), key.clientId()))
                        .isEmpty();
    }

    private boolean isNew(Change change, Set<Object> seen) {
        return seen.add(change.id())
                && !state.changes.containsKey(change.id())
                && state.room(change.conversation())
                        .filter(room -> room.row().lastSeq() >= change.seq())
                        .isEmpty();
    }

    private void write(Decision decision) {
        decision.opened().forEach(this::open);
        decision.advanced().forEach(row -> room(row.id()).advance(row));
        decision.renamed().forEach(this::rename);
        decision.keyed().forEach((key, id) -> {
            state.keys.values().remove(id);
            state.keys.put(key, id);
        });
        decision.joined().forEach(this::change);
        decision.members().forEach(this::change);
        decision.read().forEach(member -> room(member.conversation()).read(member));
        decision.posted().forEach(this::write);
        decision.reworded()
                .forEach(reworded -> room(reworded.message().conversation()).keep(reworded));
        decision.taken().forEach(reacting -> room(reacting.message()).takeBack(reacting));
        decision.reacted().forEach(reacted -> room(reacted.conversation()).react(reacted.what()));
        decision.unpinned().forEach(message -> room(message).unpin(message));
        decision.pinned().forEach(pinned -> room(pinned.conversation()).pin(pinned));
        decision.altered().forEach(message -> room(message.conversation()).alter(message));
        decision.used().forEach(this::write);
        decision.changes().forEach(this::write);
    }

    private void open(Conversation row) {
        state.rooms.put(row.id(), new Room(row));
        row.pair().ifPresent(pair -> state.pairs.put(pair, row.id()));
        row.name().ifPresent(name -> state.names.put(name, row.id()));
    }

    private void rename(Conversation channel) {
        state.names.values().remove(channel.id());
        channel.name().ifPresent(name -> state.names.put(name, channel.id()));
    }

    private void change(Member member) {
        room(member.conversation()).join(member, state.raise(member.account()));
    }

    private void write(Posted posted) {
        Message message = posted.message();
        state.messages.put(message.id(), new MemoryState.Place(message.conversation(), message.seq()));
        room(message.conversation()).add(posted);
    }

    private void write(Invitation later) {
        state.invitations.replaceAll((key, one) -> one.id() == later.id() ? later : one);
    }

    private void write(Change change) {
        state.changes.put(change.id(), new MemoryState.Place(change.conversation(), change.seq()));
        room(change.conversation()).add(change);
    }

    private Room room(MessageId message) {
        return state.roomOf(message).orElseThrow();
    }

    private Room room(ConversationId id) {
        return state.room(id).orElseThrow();
    }
}
