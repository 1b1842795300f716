package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Batches, deadlines and failures of the lanes, over a journal that does what the test says. Long because every way in which a
 * commit can fail is crossed with every state a command can be in; the journal stands at the end.
 */
@Timeout(20)
class CommitLanesTest {

    private static final AccountId ALICE = new AccountId(1);
    private static final ConversationId ROOM = new ConversationId(1);
    private static final ConversationId OTHER = new ConversationId(2);

    private final AtomicLong skipped = new AtomicLong();
    private final Script journal = new Script();
    private final DaemonThreads threads = new DaemonThreads();
    private final List<Outcome> published = new CopyOnWriteArrayList<>();
    private final CommitLanes lanes =
            new CommitLanes(journal, new Ids(journal), threads, this::nanos, published::addAll);

    @AfterEach
    void close() {
        journal.gate.countDown();
        journal.locked = Set.of();
        lanes.close();
        threads.close();
    }

    /** The time that passes, and what the test has let pass on top of it. */
    private long nanos() {
        return System.nanoTime() + skipped.get();
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
        lanes.close();
        assertThat(published).hasSize(150);
    }

    @Test
    void g14_whatWaitsTooLongIsRefusedAndNeverRuns() throws Exception {
        journal.holdFirst();
        CompletableFuture<Outcome> taken = submit(ROOM);
        journal.entered.await();
        CompletableFuture<Outcome> waiting = submit(ROOM);

        skipped.addAndGet(TimeUnit.SECONDS.toNanos(2));
        lanes.expire();

        assertCode(taken, ErrorCode.OUTCOME_UNKNOWN);
        assertCode(waiting, ErrorCode.UNAVAILABLE);
        journal.gate.countDown();
        submit(ROOM).get();
        assertThat(journal.sizes()).containsExactly(1, 1);
        lanes.close();
        assertThat(published).as("what was begun is published all the same").hasSize(2);
    }

    /** Were it begun, its caller would most likely be told that nobody knows. */
    @Test
    void g14_whatHasHardlyAnyTimeLeftIsRefusedAndNeverRuns() throws Exception {
        journal.holdFirst();
        CompletableFuture<Outcome> taken = submit(ROOM);
        journal.entered.await();
        CompletableFuture<Outcome> waiting = submit(ROOM);

        skipped.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_950));
        journal.gate.countDown();

        taken.get();
        assertCode(waiting, ErrorCode.UNAVAILABLE);
        submit(ROOM).get();
        assertThat(journal.sizes()).containsExactly(1, 1);
    }

    @Test
    void g14_whileSomebodyHasWaitedLongWhoComesIsRefusedAtOnce() throws Exception {
        journal.holdFirst();
        submit(ROOM);
        awaitEntered();
        CompletableFuture<Outcome> waiting = submit(ROOM);

        skipped.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        CompletableFuture<Outcome> soon = submit(ROOM);
        skipped.addAndGet(TimeUnit.MILLISECONDS.toNanos(600));
        CompletableFuture<Outcome> late = submit(ROOM);

        assertThat(late).isCompletedExceptionally();
        assertCode(late, ErrorCode.UNAVAILABLE);
        journal.gate.countDown();
        waiting.get();
        soon.get();
        submit(ROOM).get();
    }

    @Test
    void g14_aLaneThatIsFullRefusesAtOnce() throws Exception {
        journal.holdFirst();
        submit(ROOM);
        awaitEntered();
        List<CompletableFuture<Outcome>> fill =
                IntStream.range(0, 10_000).mapToObj(i -> submit(ROOM)).toList();

        CompletableFuture<Outcome> tooMany = submit(ROOM);

        assertThat(tooMany).isCompletedExceptionally();
        assertCode(tooMany, ErrorCode.UNAVAILABLE);
        journal.gate.countDown();
        fill.get(9_999).get();
    }

    @Test
    void g14_behindALockedConversationWaitsABoundedNumber() throws Exception {
        journal.locked = Set.of(ROOM);
        submit(ROOM);
        awaitEntered();
        submit(OTHER).get();
        List<CompletableFuture<Outcome>> fill =
                IntStream.range(0, 999).mapToObj(i -> submit(ROOM)).toList();
        submit(OTHER).get();

        CompletableFuture<Outcome> tooMany = submit(ROOM);

        assertCode(tooMany, ErrorCode.UNAVAILABLE);
        assertThat(fill).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void g4_whatIsInDoubtAndLockedIsLookedUpApartAndHoldsUpNobody() throws Exception {
        CompletableFuture<Outcome> doubtful = doubtfulAndLocked();

        submit(OTHER).get(5, TimeUnit.SECONDS);
        assertThat(doubtful).isNotDone();
        journal.locked = Set.of();
        advanceUntilDone(doubtful);

        List<Attempt> ofIts =
                journal.attempts.stream().filter(a -> a.ids.contains(2L)).toList();
        assertThat(ofIts).hasSizeGreaterThan(2);
        assertThat(ofIts.subList(1, ofIts.size())).allMatch(attempt -> attempt.lookingUp);
    }

    /** The second command, of which nobody knows whether it was stored, in a room that somebody else holds by now. */
    private CompletableFuture<Outcome> doubtfulAndLocked() throws Exception {
        journal.holdFirst();
        submit(OTHER);
        awaitEntered();
        CompletableFuture<Outcome> doubtful = submit(ROOM);
        CompletableFuture<Outcome> beside = submit(OTHER);
        journal.locked = Set.of(ROOM);
        journal.doubt = true;
        journal.gate.countDown();
        beside.get(5, TimeUnit.SECONDS);
        return doubtful;
    }

    @Test
    void g4_whatWaitsBehindADoubtIsNeitherLookedUpNorRefusedWithIt() throws Exception {
        CompletableFuture<Outcome> doubtful = doubtfulAndLocked();
        AtomicLong refused = new AtomicLong();
        CompletableFuture<Outcome> bad = lanes.submit(ROOM, id -> {
            refused.set(id);
            return deletion(id);
        });
        CompletableFuture<Outcome> good = submit(ROOM);
        submit(OTHER).get(5, TimeUnit.SECONDS);

        journal.refuse = ids -> ids.contains(refused.get());
        journal.locked = Set.of();
        advanceUntilDone(good);

        assertThat(doubtful).isCompleted();
        assertThatThrownBy(bad::get).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void g13_whileTooMuchWaitsToBeToldNothingMoreIsCommitted() {
        ByHand hands = new ByHand();
        CommitLanes others = new CommitLanes(journal, new Ids(journal), hands, this::nanos, published::addAll);
        int fits = 96;
        for (int i = 0; i < fits; i++) {
            assertThat(submitTo(others, hands)).isCompleted();
        }

        CompletableFuture<Outcome> oneMore = submitTo(others, hands);

        assertThat(oneMore).isNotDone();
        assertThat(journal.attempts).hasSize(fits);
        hands.telling.remove().run();
        hands.tasks.remove().run();
        hands.answerAll();
        assertThat(oneMore).isCompleted();
        hands.telling.remove().run();
        assertThat(published).hasSize(fits + 1);
    }

    private static CompletableFuture<Outcome> submitTo(CommitLanes lanes, ByHand hands) {
        CompletableFuture<Outcome> outcome = lanes.submit(ROOM, CommitLanesTest::deletion);
        hands.tasks.remove().run();
        hands.answerAll();
        return outcome;
    }

    @Test
    void g13_whileAsManyWaitForTheirAnswersAsGoInABatchNothingMoreIsCommitted() {
        ByHand hands = new ByHand();
        CommitLanes others = new CommitLanes(journal, new Ids(journal), hands, this::nanos, published::addAll);
        List<CompletableFuture<Outcome>> batch = Stream.generate(() -> others.submit(ROOM, CommitLanesTest::deletion))
                .limit(100)
                .toList();
        hands.tasks.remove().run();
        hands.telling.remove().run();
        CompletableFuture<Outcome> oneMore = others.submit(OTHER, CommitLanesTest::deletion);
        hands.tasks.remove().run();
        assertThat(journal.attempts).hasSize(1);

        hands.answerAll();
        hands.tasks.remove().run();
        hands.answerAll();

        assertThat(batch).allMatch(CompletableFuture::isDone);
        assertThat(oneMore).isCompleted();
        assertThat(journal.attempts).hasSize(2);
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
    void aLaneOutlivesWhateverTheStoreThrows() throws Exception {
        journal.thrown.addAll(List.of(new IllegalStateException("no ids"), new OutOfMemoryError("no ids")));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> submit(ROOM).get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class);
        }

        journal.broken = new OutOfMemoryError("during the commit");
        assertCode(submit(ROOM), ErrorCode.OUTCOME_UNKNOWN);
        assertThat(submit(ROOM).get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void g4_whatWasCommittedIsAcknowledgedEvenIfItCannotBePublished() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (CommitLanes others = new CommitLanes(journal, new Ids(journal), threads, this::nanos, outcomes -> {
            told.incrementAndGet();
            throw new IllegalStateException("as the test says");
        })) {
            assertThat(others.submit(ROOM, CommitLanesTest::deletion).get()).isInstanceOf(Outcome.Refused.class);
        }

        assertThat(told).hasValue(1);
        assertThat(journal.attempts).hasSize(1);
    }

    @Test
    void whatHasToBeTriedAgainLaterKeepsNoThreadWaiting() {
        ByHand hands = new ByHand();
        CommitLanes others = new CommitLanes(journal, new Ids(journal), hands, this::nanos, published::addAll);
        journal.fail(Failure.CONFLICT);

        CompletableFuture<Outcome> outcome = submitTo(others, hands);

        assertThat(outcome).isNotDone();
        skipped.addAndGet(TimeUnit.SECONDS.toNanos(1));
        hands.tasks.remove().run();
        hands.tasks.remove().run();
        hands.answerAll();
        assertThat(outcome).isCompleted();
    }

    /** Everything that is to be done, in the hands of the test. */
    private static final class ByHand implements Threads {

        final Queue<Runnable> tasks = new ArrayDeque<>();
        final Queue<Runnable> answering = new ArrayDeque<>();
        final Queue<Runnable> telling = new ArrayDeque<>();

        /** Everything that is due, and a few times what looks again later. */
        void runAll() {
            for (int left = 10; left > 0 && !tasks.isEmpty(); left--) {
                tasks.remove().run();
            }
        }

        void answerAll() {
            answering.forEach(Runnable::run);
            answering.clear();
        }

        @Override
        public Executor executor(String name, int most) {
            if (name.contains("publisher")) {
                return telling::add;
            }
            return name.contains("answers") ? answering::add : tasks::add;
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            tasks.add(task);
        }

        @Override
        public void close() {}
    }

    @Test
    void aConversationThatSomebodyElseHoldsWaitsAloneAndInOrder() throws Exception {
        journal.locked = Set.of(ROOM);
        CompletableFuture<Outcome> stuck = submit(ROOM);
        CompletableFuture<Outcome> behind = submit(ROOM);
        for (int i = 0; i < 20; i++) {
            submit(OTHER).get(1, TimeUnit.SECONDS);
        }
        assertThat(stuck).isNotDone();
        assertThat(journal.waited).as("batches that waited for the lock").hasValueLessThanOrEqualTo(2);

        journal.locked = Set.of();
        advanceUntilDone(behind);

        assertThat(stuck).isCompleted();
        List<Long> carriedOut = journal.carriedOut.get(ROOM);
        assertThat(carriedOut).hasSize(2).isSorted();
    }

    @Test
    void g14_whatWaitsTooLongForALockedConversationIsRefusedAndNeverRuns() {
        ByHand hands = new ByHand();
        CommitLanes others = new CommitLanes(journal, new Ids(journal), hands, this::nanos, published::addAll);
        journal.locked = Set.of(ROOM);
        CompletableFuture<Outcome> stuck = others.submit(ROOM, CommitLanesTest::deletion);
        hands.tasks.remove().run();
        CompletableFuture<Outcome> behind = others.submit(ROOM, CommitLanesTest::deletion);
        hands.tasks.remove().run();

        skipped.addAndGet(TimeUnit.SECONDS.toNanos(2));
        others.expire();

        assertCode(stuck, ErrorCode.UNAVAILABLE);
        assertCode(behind, ErrorCode.UNAVAILABLE);
        journal.locked = Set.of();
        CompletableFuture<Outcome> next = others.submit(ROOM, CommitLanesTest::deletion);
        hands.tasks.remove().run();
        hands.answerAll();
        assertThat(next).isCompleted();
        assertThat(journal.carriedOut.get(ROOM)).hasSize(1);
    }

    @Test
    void g13_aConversationThatStaysLockedHoldsUpOthersOnceAndNotForEachWhoTriesAgain() {
        ByHand hands = new ByHand();
        CommitLanes others = new CommitLanes(journal, new Ids(journal), hands, this::nanos, published::addAll);
        journal.locked = Set.of(ROOM);

        for (int i = 0; i < 5; i++) {
            CompletableFuture<Outcome> refused = others.submit(ROOM, CommitLanesTest::deletion);
            hands.runAll();
            skipped.addAndGet(TimeUnit.SECONDS.toNanos(2));
            others.expire();
            hands.runAll();
            assertCode(refused, ErrorCode.UNAVAILABLE);
        }

        assertThat(journal.waited).as("batches that waited for the lock").hasValue(1);
    }

    @Test
    void aConversationThatWasLockedIsForgottenInTime() {
        ByHand hands = new ByHand();
        CommitLanes others = new CommitLanes(journal, new Ids(journal), hands, this::nanos, published::addAll);
        journal.locked = Set.of(ROOM);
        others.submit(ROOM, CommitLanesTest::deletion);
        hands.runAll();
        skipped.addAndGet(TimeUnit.MINUTES.toNanos(2));
        others.expire();
        hands.runAll();

        others.submit(ROOM, CommitLanesTest::deletion);
        hands.runAll();

        assertThat(journal.waited).as("batches that waited for the lock").hasValue(2);
    }

    /** Lets the time pass in which parked conversations are tried again. */
    private void advanceUntilDone(CompletableFuture<Outcome> future) throws Exception {
        for (int i = 0; i < 100 && !future.isDone(); i++) {
            skipped.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
            submit(OTHER).get(1, TimeUnit.SECONDS);
        }
        future.get(1, TimeUnit.SECONDS);
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
        return lanes.submit(conversation, id -> deletion(id, conversation));
    }

    private static Command deletion(long id) {
        return deletion(id, ROOM);
    }

    private static Command deletion(long id, ConversationId conversation) {
        return new Command.Delete(id, ALICE, conversation, Instant.EPOCH, new MessageId(1));
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
        final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        final AtomicInteger waited = new AtomicInteger();
        final Map<ConversationRef, List<Long>> carriedOut = new ConcurrentHashMap<>();
        volatile Set<ConversationId> locked = Set.of();
        volatile @Nullable Error broken;
        /** Of the next batch of several nobody knows. */
        volatile boolean doubt;

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
        public List<Outcome> commit(List<Command> commands, Decider decider, Lock lock) {
            List<Long> batch = commands.stream().map(Command::id).toList();
            attempts.add(new Attempt(batch, !decider.needs(commands).changes().isEmpty()));
            entered.countDown();
            awaitGate();
            throwIfAny();
            if (!doubt && commands.stream().anyMatch(command -> locked.contains(command.conversation()))) {
                waited.addAndGet(lock == Lock.AWAIT ? 1 : 0);
                throw new JournalException(Failure.LOCKED, new IllegalStateException("as the test says"));
            }
            if (doubt && batch.size() > 1) {
                doubt = false;
                throw new JournalException(Failure.UNKNOWN, new IllegalStateException("as the test says"));
            }
            if (!failures.isEmpty()) {
                throw new JournalException(failures.remove(0), new IllegalStateException("as the test says"));
            }
            if (refuse.apply(batch)) {
                throw new JournalException(Failure.REJECTED, new IllegalStateException("as the test says"));
            }
            commands.forEach(command -> carriedOut
                    .computeIfAbsent(command.conversation(), c -> new CopyOnWriteArrayList<>())
                    .add(command.id()));
            return commands.stream()
                    .<Outcome>map(c -> new Outcome.Refused(ErrorCode.NOT_FOUND))
                    .toList();
        }

        private void throwIfAny() {
            Error now = broken;
            broken = null;
            if (now != null) {
                throw now;
            }
        }

        @Override
        public Map<ConversationId, Long> tops(Collection<ConversationId> conversations) {
            return Map.of();
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
            Throwable next = thrown.poll();
            if (next instanceof Error error) {
                throw error;
            } else if (next instanceof RuntimeException exception) {
                throw exception;
            }
            return ids.getAndAdd(ID_BLOCK);
        }

        @Override
        public int lanes() {
            return 1;
        }
    }
}
