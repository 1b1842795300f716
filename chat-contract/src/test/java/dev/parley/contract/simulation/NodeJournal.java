package dev.parley.contract.simulation;

import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The journal as one node reaches it: commits fail in every way they can, and the node may die in the middle of one. */
final class NodeJournal implements Journal {

    private final World world;
    private final Journal journal;
    private final ConversationReader conversations;
    private final Locks locks;
    private final Runnable crash;
    private final Map<String, String> known = new HashMap<>();
    private Consumer<List<Outcome>> early = outcomes -> {};
    private boolean dead;

    NodeJournal(NodeStores.Shared shared, Runnable crash) {
        this.world = shared.world();
        this.journal = shared.journal();
        this.conversations = shared.stores().conversations();
        this.locks = shared.locks();
        this.crash = crash;
    }

    /** Who is told of a batch before it is committed, where that mistake is made. */
    void tellEarly(Consumer<List<Outcome>> listener) {
        early = listener;
    }

    @Override
    public List<Outcome> commit(List<Command> commands, Decider decider, Lock lock) {
        refuseIfDead();
        if (commands.size() > 1) {
            world.reach(Reached.BATCH_OF_SEVERAL);
        }
        if (commands.stream().anyMatch(this::opensWhatIsOpen)) {
            world.reach(Reached.OPENED_BY_TWO_AT_ONCE);
        }
        if (!decider.needs(commands).changes().isEmpty()) {
            world.reach(Reached.OUTCOME_LOOKED_UP);
        }
        if (world.has(Bug.FAN_OUT_BEFORE_COMMIT)) {
            early.accept(undone(commands, decider));
        }
        before(commands, decider);
        if (world.has(Bug.OK_BEFORE_COMMIT)) {
            List<Outcome> outcomes = undone(commands, decider);
            world.after(Duration.ofMillis(20), () -> commitIfAlive(commands, decider));
            return outcomes;
        }
        List<Outcome> outcomes = journal.commit(planted(commands), decider, lock);
        after();
        return outcomes;
    }

    private boolean opensWhatIsOpen(Command command) {
        return command.conversation() instanceof Pair pair
                && conversations.direct(pair).isPresent();
    }

    private void commitIfAlive(List<Command> commands, Decider decider) {
        if (!dead) {
            journal.commit(commands, decider, Lock.AWAIT);
        }
    }

    private void before(List<Command> commands, Decider decider) {
        if (world.chance(20)) {
            world.pass(world.upTo(world.fails(20) ? 2_500 : 15));
        }
        refuseIfDead();
        if (world.fails(3)) {
            world.reach(Reached.CRASH_BEFORE_COMMIT);
            crash.run();
        } else if (world.fails(8)) {
            locks.hold(commands.get(0).conversation(), world.upTo(3_500));
        } else if (world.fails(10)) {
            world.reach(Reached.STORE_AWAY);
            away(commands, decider);
        } else if (world.fails(10)) {
            world.reach(Reached.CONFLICT);
            throw failure(Failure.CONFLICT);
        } else if (world.fails(8)) {
            world.reach(Reached.OUTCOME_UNKNOWN_TO_THE_LANE);
            throw failure(Failure.UNKNOWN);
        }
        refuseIfDead();
        if (!world.isCalm() && locks.stopAnyOf(commands)) {
            world.reach(Reached.CONVERSATION_LOCKED);
            throw failure(Failure.LOCKED);
        }
    }

    private void away(List<Command> commands, Decider decider) {
        if (world.has(Bug.REFUSED_SEND_IS_STORED)) {
            journal.commit(commands, decider, Lock.AWAIT);
        }
        throw failure(Failure.AWAY);
    }

    private void after() {
        if (world.fails(3)) {
            world.reach(Reached.CRASH_AFTER_COMMIT);
            crash.run();
        } else if (world.fails(8)) {
            world.reach(Reached.OUTCOME_UNKNOWN_TO_THE_LANE);
            throw failure(Failure.UNKNOWN);
        }
        if (world.chance(20)) {
            world.pass(world.upTo(world.fails(20) ? 2_500 : 15));
        }
        refuseIfDead();
    }

    void die() {
        dead = true;
    }

    private void refuseIfDead() {
        if (dead) {
            throw failure(Failure.AWAY);
        }
    }

    private static JournalException failure(Failure failure) {
        return new JournalException(failure, new IllegalStateException("as chance will have it"));
    }

    /** What would come of a batch, without any of it being written. */
    private List<Outcome> undone(List<Command> commands, Decider decider) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            journal.commit(commands, new Rehearsal(decider, outcomes), Lock.AWAIT);
        } catch (IllegalStateException notMeantToHappen) {
            return outcomes;
        }
        return outcomes;
    }

    /** Who remembers client ids in memory knows only those that came this way. */
    private List<Command> planted(List<Command> commands) {
        return world.has(Bug.DEDUPE_IN_MEMORY_ONLY)
                ? commands.stream().map(this::forgetful).toList()
                : commands;
    }

    private Command forgetful(Command command) {
        if (!(command instanceof Command.Post post)) {
            return command;
        }
        String key = known.computeIfAbsent(
                post.actor() + "/" + post.clientId(), k -> post.clientId() + Person.ANEW + post.id());
        return new Command.Post(
                post.id(),
                post.actor(),
                post.conversation(),
                post.at(),
                post.said(),
                post.replyTo(),
                key,
                post.fingerprint());
    }

    @Override
    public Map<ConversationId, Long> tops(Collection<ConversationId> conversations) {
        NodeStores.read(world);
        Map<ConversationId, Long> tops = journal.tops(conversations);
        NodeStores.read(world);
        return tops;
    }

    @Override
    public ChangePage log(ConversationId conversation, long after, int limit) {
        NodeStores.read(world);
        if (dead) {
            throw ChatException.of(ErrorCode.UNAVAILABLE);
        }
        world.reach(Reached.GAP_READ);
        ChangePage page = journal.log(conversation, after, limit);
        NodeStores.read(world);
        return page;
    }

    @Override
    public long nextIds() {
        return journal.nextIds();
    }

    @Override
    public int lanes() {
        return 2;
    }

    /** Decides, tells what was decided, and breaks off. */
    private record Rehearsal(Decider decider, List<Outcome> outcomes) implements Decider {
        @Override
        public Needs needs(List<Command> commands) {
            return decider.needs(commands);
        }

        @Override
        public Decision decide(Facts facts, List<Command> commands) {
            outcomes.addAll(decider.decide(facts, commands).outcomes());
            throw new IllegalStateException("only a rehearsal");
        }
    }
}
