package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.internal.Futures;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Far more callers at once than there are connections. */
abstract class ManyCallersSuite {

    private static final int CALLERS = 500;
    private static final int CONNECTIONS = 4;
    private static final int SENDERS = 10;

    /** Two seconds, and what a busy machine may add. */
    private static final Duration PROMPT = Duration.ofMillis(2_800);

    private static final Duration SOON = Duration.ofSeconds(5);

    /** What a caller was told, and how late. */
    private record Answer(String clientId, Optional<Message> stored, Optional<ErrorCode> refusal, Duration waited) {

        /** Whether it says that nothing was stored. */
        boolean nothingDone() {
            return refusal.filter(ErrorCode.UNAVAILABLE::equals).isPresent();
        }
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private JdbiStores stores;
    private Chat chat;
    private Account receiver;
    private List<Account> senders;

    /** An empty one. */
    abstract DatabaseSettings database();

    @BeforeEach
    void open() {
        stores = JdbiStores.open(database().withConnections(CONNECTIONS));
        chat = Chat.builder()
                .stores(stores)
                .passwords(new Pbkdf2Hasher(1_000))
                .limits(Limits.defaults().withoutRates())
                .build();
        receiver = person("receiver");
        senders =
                IntStream.range(0, SENDERS).mapToObj(i -> person("sender" + i)).toList();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void g14_fiveHundredCallersShareFourConnections() {
        List<Boolean> found =
                Crowd.of(CALLERS, i -> stores.accounts().byId(receiver.id()).isPresent());

        assertThat(found).hasSize(CALLERS).containsOnly(true);
    }

    @Test
    void g3_g14_whatFiveHundredCallersPostIsStoredOnceAndEachIsToldSo() {
        List<Boolean> taken = Crowd.of(CALLERS, this::taken);

        assertThat(taken).contains(true);
        assertAllIsAsItWasTold();
        assertThat(taken(CALLERS)).isTrue();
    }

    @Test
    void g4_g14_whileNoConnectionIsFreeFiveHundredCallersAreRefusedInTimeAndServedAfterwards() {
        Busy.whileTaken(
                stores,
                CONNECTIONS,
                () -> assertThat(Crowd.of(CALLERS, this::taken)).containsOnly(false));

        long free = System.nanoTime();
        boolean served = false;
        while (!served) {
            served = taken(CALLERS);
            assertThat(since(free)).isLessThan(SOON);
        }
        assertAllIsAsItWasTold();
        assertThat(Crowd.of(CALLERS, this::taken)).contains(true);
        assertAllIsAsItWasTold();
    }

    /** Two callers post each message: one as a request does, which waits, and one as a socket does. */
    private boolean taken(int caller) {
        int number = caller / 2;
        long start = System.nanoTime();
        Answer answer;
        try {
            Message stored = post(number, caller % 2 == 0).message();
            answer = new Answer(clientId(number), Optional.of(stored), Optional.empty(), since(start));
        } catch (ChatException refusal) {
            answer = new Answer(clientId(number), Optional.empty(), Optional.of(refusal.code()), since(start));
        }
        answers.add(answer);
        return answer.stored().isPresent();
    }

    private Posted post(int number, boolean waiting) {
        Actor sender = Actor.user(senders.get(number % SENDERS).id());
        Pair both = Pair.of(sender.account(), receiver.id());
        Draft draft = Draft.text("text").withClientId(clientId(number));
        return waiting
                ? chat.messages().post(sender, both, draft)
                : Futures.await(chat.messages().postAsync(sender, both, draft));
    }

    private static String clientId(int number) {
        return "c" + number;
    }

    private void assertAllIsAsItWasTold() {
        List<Message> stored = stored();
        assertThat(answers)
                .allMatch(answer -> answer.waited().compareTo(PROMPT) < 0)
                .flatExtracting(answer -> answer.refusal().stream().toList())
                .isSubsetOf(ErrorCode.UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);
        assertThat(stored)
                .as("what was confirmed, as it was confirmed")
                .containsAll(answers.stream()
                        .flatMap(answer -> answer.stored().stream())
                        .toList());
        assertThat(stored)
                .extracting(Message::clientId)
                .doesNotHaveDuplicates()
                .isSubsetOf(answers.stream()
                        .filter(answer -> !answer.nothingDone())
                        .map(Answer::clientId)
                        .toList());
    }

    private List<Message> stored() {
        return senders.stream()
                .flatMap(sender -> stores.conversations().direct(Pair.of(sender.id(), receiver.id())).stream())
                .flatMap(this::stored)
                .toList();
    }

    private Stream<Message> stored(ConversationId conversation) {
        return stores.journal().log(conversation, 0, CALLERS).changes().stream().map(change -> change.message());
    }

    private Account person(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
