package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.internal.DaemonThreads;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.LoggedIn;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Bell;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.Stores;
import dev.parley.core.port.Subscriber;
import dev.parley.core.port.Threads;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand people come at once on another node, and the store does not answer who shares a conversation with them; or some
 * other read takes for ever.
 */
class HangingReadsTest {

    private static final long PATIENCE_SECONDS = 5;

    private final MemoryStores memory = new MemoryStores();
    private final AtomicLong nanos = new AtomicLong();
    private final ByHand threads = new ByHand();
    private final Chat elsewhere =
            Chat.builder().stores(memory).passwords(new Pbkdf2Hasher(1)).build();
    private final Chat chat = Chat.builder()
            .stores(stores())
            .passwords(new Pbkdf2Hasher(1))
            .threads(threads)
            .nanos(nanos::get)
            .build();

    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final CountDownLatch over = new CountDownLatch(1);
    private final Told told = new Told();
    private volatile boolean hanging;
    private volatile boolean hangingLog;
    private volatile boolean hangingSessions;
    private volatile boolean away;

    private Account register(String name) {
        return elsewhere.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private Stores stores() {
        InvocationHandler handler = (proxy, method, given) -> switch (method.getName()) {
            case "journal" -> before(Journal.class, memory.journal(), this::readingLog);
            case "conversations" -> before(ConversationReader.class, memory.conversations(), this::reading);
            case "maintenance" -> before(Maintenance.class, memory.maintenance(), this::asking);
            case "sessions" -> before(SessionStore.class, memory.sessions(), this::readingSession);
            default -> method.invoke(memory, given);
        };
        return proxy(Stores.class, handler);
    }

    private static <T> T before(Class<T> port, T all, Consumer<String> first) {
        return proxy(port, (proxy, method, given) -> {
            first.accept(method.getName());
            return method.invoke(all, given);
        });
    }

    private static <T> T proxy(Class<T> port, InvocationHandler handler) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private void reading(String what) {
        hang(hanging && what.equals("positions"));
    }

    private void readingLog(String what) {
        hang(hangingLog && what.equals("log"));
    }

    private void hang(boolean now) {
        if (now) {
            await(over);
        }
    }

    private void readingSession(String what) {
        hang(hangingSessions && what.equals("find"));
    }

    private void asking(String what) {
        if (away && what.equals("check")) {
            throw ChatException.of(ErrorCode.UNAVAILABLE);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10 * PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void listenWhileAThousandCome() {
        post(bob);
        chat.subscribe(alice.id(), List.of(), told);
        hanging = true;
        EventBus.Line line = memory.bus().join(new Silent());
        for (long from = 1_000; from < 2_000; from += 200) {
            line.whisper("here ghost "
                    + LongStream.range(from, from + 200)
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining(" ")));
        }
    }

    private void post(Account from) {
        elsewhere.messages().post(Actor.user(from.id()), Pair.of(alice.id(), from.id()), Draft.text("hello"));
    }

    @AfterEach
    void close() {
        over.countDown();
        chat.close();
        elsewhere.close();
    }

    @Test
    void g7_whatABellNamesIsReadAllTheSame() throws Exception {
        listenWhileAThousandCome();

        post(bob);

        assertThat(told.changed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void g14_whoListensIsToldInTimeThatTheStoreIsAway() throws Exception {
        listenWhileAThousandCome();
        away = true;

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        threads.pass();

        assertThat(told.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(Ending.STORE_AWAY);
    }

    @Test
    void g10_whatABellSaysOfAnAccountWaitsForNoLog() throws Exception {
        Account carol = register("carol");
        post(bob);
        post(carol);
        chat.subscribe(alice.id(), List.of(), told);
        hangingLog = true;
        post(bob);
        post(carol);

        elsewhere.administration().disable(alice.id());

        assertThat(told.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(Ending.SESSION_OVER);
    }

    @Test
    void g7_whatABellSaysOfAConversationWaitsForNoAccount() throws Exception {
        post(bob);
        LoggedIn loggedIn = elsewhere.sessions().logIn("alice", "three small words", "local");
        chat.subscribe(chat.sessions().authenticate(loggedIn.secret()).orElseThrow(), told);
        hangingSessions = true;
        ConversationId room =
                memory.conversations().direct(Pair.of(alice.id(), bob.id())).orElseThrow();
        elsewhere.readMarkers().read(Actor.user(alice.id()), room, 1);

        post(bob);

        assertThat(told.changed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void g13_sweepsDoNotPileUpBehindOneThatHangs() {
        threads.hold = "parley-sweep";

        threads.pass();
        threads.pass();
        threads.pass();

        assertThat(threads.held).hasSize(1);
    }

    /** Real threads, but time passes only when the test says so. */
    private static final class ByHand implements Threads {

        final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        volatile String hold = "";

        private final DaemonThreads real = new DaemonThreads();
        private final Queue<Runnable> scheduled = new ConcurrentLinkedQueue<>();

        /** All that is scheduled by now is due. */
        void pass() {
            List<Runnable> due = List.copyOf(scheduled);
            scheduled.removeAll(due);
            due.forEach(Runnable::run);
        }

        @Override
        public Executor executor(String name, int most) {
            Executor executor = real.executor(name, most);
            return task -> {
                if (name.equals(hold)) {
                    held.add(task);
                } else {
                    executor.execute(task);
                }
            };
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            scheduled.add(task);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private static final class Told implements Subscriber {

        final CompletableFuture<Long> changed = new CompletableFuture<>();
        final CompletableFuture<Ending> ended = new CompletableFuture<>();

        @Override
        public void started(List<Position> positions) {}

        @Override
        public void changed(Envelope envelope) {
            changed.complete(envelope.last());
        }

        @Override
        public void happened(ChatEvent event) {}

        @Override
        public void ended(Ending why) {
            ended.complete(why);
        }
    }

    private static final class Silent implements EventBus.Node {

        @Override
        public void rung(Bell bell) {}

        @Override
        public void missed() {}

        @Override
        public void whispered(String text) {}
    }
}
