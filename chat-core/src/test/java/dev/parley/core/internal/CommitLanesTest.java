package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches, deadlines and failures of the lanes, over a journal that does what the test says. */
@Timeout(20)
class CommitLanesTest {

    private static final AccountId ALICE = new AccountId(1);
    private static final ConversationId ROOM = new ConversationId(1);
    private static final ConversationId OTHER = new ConversationId(2);

    private final AtomicLong now = new AtomicLong();
    private final Script journal = new Script();
    private final List<Outcome> published = new CopyOnWriteArrayList<>();
    private final CommitLanes lanes = new CommitLanes(journal, new Ids(journal), published::addAll, now::get);

    @AfterEach
    void close() {
        journal.gate.countDown();
        lanes.close();
    }

    @Test
    void whatWaitsDuringACommitIsCommittedTogether() throws Exception {
        journal.holdFirst();
        List<CompletableFuture<Outcome>> all = submit(150);
        journal.gate.countDown();

        for (CompletableFuture<Outcome> one : all) {
            one.get();
        }
        assertThat(journal.sizes()).startsWith(1, 100).hasSizeLessThanOrEqualTo(4);
        assertThat(published).hasSize(150);
    }

    @Test
    void g14_whatWaitsTooLongIsRefusedAndNeverRuns() throws Exception {
        journal.holdFirst();
        CompletableFuture<Outcome> taken = submit(ROOM);
        journal.entered.await();
        CompletableFuture<Outcome> waiting = submit(ROOM);

        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        lanes.expire();

        assertCode(taken, ErrorCode.OUTCOME_UNKNOWN);
        assertCode(waiting, ErrorCode.UNAVAILABLE);
        journal.gate.countDown();
        submit(ROOM).get();
        assertThat(journal.sizes()).containsExactly(1, 1);
        assertThat(published).as("what was begun is published all the same").hasSize(2);
    }

    @Test
    void g4_anUnknownCommitIsLookedUpUntilItIsKnown() throws Exception {
        journal.fail(Failure.UNKNOWN, Failure.AWAY, Failure.UNKNOWN);

        Outcome outcome = submit(ROOM).get();

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(journal.attempts).hasSize(4);
        assertThat(journal.attempts.subList(1, 4)).allMatch(attempt -> attempt.lookingUp);
        assertThat(journal.attempts).extracting(Attempt::ids).containsOnly(journal.attempts.get(0).ids);
    }

    @Test
    void aConflictIsTriedAgain() throws Exception {
        journal.fail(Failure.CONFLICT, Failure.CONFLICT);

        submit(ROOM).get();

        assertThat(journal.attempts).hasSize(3).noneMatch(attempt -> attempt.lookingUp);
    }

    @Test
    void anUnreachableStoreRefusesAtOnce() {
        journal.fail(Failure.AWAY);

        assertCode(submit(ROOM), ErrorCode.UNAVAILABLE);
    }

    @Test
    void oneBadCommandFailsExactlyItself() throws Exception {
        journal.holdFirst();
        journal.refuse = ids -> ids.contains(3L);
        CompletableFuture<Outcome> first = submit(ROOM);
        journal.entered.await();
        CompletableFuture<Outcome> good = submit(ROOM);
        CompletableFuture<Outcome> bad = submit(ROOM);
        CompletableFuture<Outcome> elsewhere = submit(OTHER);
        journal.gate.countDown();

        first.get();
        good.get();
        elsewhere.get();
        assertThatThrownBy(bad::get).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void g16_closingFinishesWhatWasAcceptedAndRefusesWhatComesAfter() throws Exception {
        List<CompletableFuture<Outcome>> accepted = submit(50);

        lanes.close();

        assertThat(accepted).allMatch(CompletableFuture::isDone);
        for (CompletableFuture<Outcome> one : accepted) {
            one.get();
        }
        assertCode(submit(ROOM), ErrorCode.UNAVAILABLE);
    }

    private CompletableFuture<Outcome> submit(ConversationId conversation) {
        return lanes.submit(
                conversation, id -> new Command.Delete(id, ALICE, conversation, Instant.EPOCH, new MessageId(1)));
    }

    private List<CompletableFuture<Outcome>> submit(int count) {
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(submit(ROOM));
            if (i == 0) {
                awaitEntered();
            }
        }
        return all;
    }

    private void awaitEntered() {
        try {
            assertThat(journal.entered.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertCode(CompletableFuture<Outcome> future, ErrorCode code) {
        assertThatThrownBy(() -> future.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private record Attempt(List<Long> ids, boolean lookingUp) {}

    /** A journal that writes nothing and fails as it is told. */
    private static final class Script implements Journal {

        final List<Attempt> attempts = new CopyOnWriteArrayList<>();
        final CountDownLatch entered = new CountDownLatch(1);
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile Function<List<Long>, Boolean> refuse = ids -> false;
        private final List<Failure> failures = new CopyOnWriteArrayList<>();
        private final AtomicLong ids = new AtomicLong(1);

        void holdFirst() {
            gate = new CountDownLatch(1);
        }

        void fail(Failure... next) {
            failures.addAll(List.of(next));
        }

        List<Integer> sizes() {
            return attempts.stream().map(a -> a.ids.size()).toList();
        }

        @Override
        public List<Outcome> commit(List<Command> commands, Decider decider) {
            List<Long> batch = commands.stream().map(Command::id).toList();
            attempts.add(new Attempt(batch, !decider.needs(commands).changes().isEmpty()));
            entered.countDown();
            awaitGate();
            if (!failures.isEmpty()) {
                throw new JournalException(failures.remove(0), new IllegalStateException("as the test says"));
            }
            if (refuse.apply(batch)) {
                throw new JournalException(Failure.REJECTED, new IllegalStateException("as the test says"));
            }
            return commands.stream()
                    .<Outcome>map(c -> new Outcome.Refused(ErrorCode.NOT_FOUND))
                    .toList();
        }

        private void awaitGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public ChangePage log(ConversationId conversation, long after, int limit) {
            return new ChangePage(List.of(), 0, false, false);
        }

        @Override
        public long nextIds() {
            return ids.getAndAdd(ID_BLOCK);
        }

        @Override
        public int lanes() {
            return 1;
        }
    }
}
