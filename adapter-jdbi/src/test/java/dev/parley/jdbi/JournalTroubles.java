package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.internal.Rules;
import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.Command;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Message;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal.Lock;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the journal says when the database does not do as it is told. */
interface JournalTroubles {

    DatabaseSettings database();

    @Test
    default void aRowThatSomebodyElseHoldsIsLocked() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Change first = people.post(alice, alice, "first");

            List<JournalException> failures = stores.database().writeAtLeisure(handle -> {
                handle.execute("select * from parley_conversation for update");
                Command second = people.posting(alice, first.conversation(), "second");
                return Stream.of(Lock.AWAIT, Lock.TRY)
                        .map(lock -> catchThrowableOfType(
                                JournalException.class,
                                () -> stores.journal().commit(List.of(second), new Rules(), lock)))
                        .toList();
            });

            assertThat(failures).extracting(JournalException::failure).containsExactly(Failure.LOCKED, Failure.LOCKED);
            assertThat(people.post(alice, alice, "third").seq()).isEqualTo(2);
        }
    }

    @Test
    default void g4_aCommitThatIsStillInFlightIsWaitedForAndFound() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Change first = people.post(alice, alice, "first");
            List<Command> second = List.of(people.posting(alice, first.conversation(), "second"));
            List<CompletableFuture<List<Outcome>>> lookingUp = new ArrayList<>();

            List<Outcome> done = people.commit(second, meddling(decision -> {
                CompletableFuture<List<Outcome>> other =
                        CompletableFuture.supplyAsync(() -> people.commit(second, new Rules().again()));
                assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                lookingUp.add(other);
                return decision;
            }));

            assertThat(only(done)).isInstanceOf(Outcome.Done.class);
            assertThat(lookingUp)
                    .singleElement()
                    .extracting(CompletableFuture::join)
                    .isEqualTo(done);
            assertThat(stores.journal().log(first.conversation(), 0, 10).changes())
                    .hasSize(2);
        }
    }

    @Test
    default void aValueThatDoesNotFitIsRejectedAndNothingIsStored() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Pair notes = Pair.of(alice.id(), alice.id());
            Command.Post tooLong = new Command.Post(
                    people.id(),
                    alice.id(),
                    notes,
                    people.now(),
                    Markup.words("text"),
                    Optional.empty(),
                    "c".repeat(65),
                    "fingerprint");

            JournalException failure = failure(people, tooLong, new Rules());

            assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
            assertThat(stores.conversations().direct(notes)).isEmpty();
        }
    }

    @Test
    default void aSchemaThatIsNotOursIsAMistakeAndNoAbsence() {
        try (JdbiStores stores = JdbiStores.open(database());
                Logged logged = new Logged(FailureLog.class)) {
            People people = new People(stores);
            Account alice = people.person("alice");
            stores.database().write(handle -> handle.execute("alter table parley_message rename to elsewhere"));

            assertThatThrownBy(() -> people.post(alice, alice, "text")).isInstanceOf(JdbiException.class);
            assertThatThrownBy(() -> stores.database().read(handle -> handle.execute("select 1 from parley_message")))
                    .isInstanceOf(JdbiException.class);
            assertThat(logged.lines()).isEmpty();
        }
    }

    @Test
    default void whatCallersAreOnlyToldToRetryIsInTheLogOnce() {
        try (JdbiStores stores = JdbiStores.open(database());
                Logged logged = new Logged(FailureLog.class)) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Change first = people.post(alice, alice, "first");

            stores.database().writeAtLeisure(handle -> {
                handle.execute("select * from parley_conversation for update");
                failure(people, people.posting(alice, first.conversation(), "canary"), new Rules());
                return failure(people, people.posting(alice, first.conversation(), "canary"), new Rules());
            });

            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .contains("lock")
                    .doesNotContain("canary");
        }
    }

    @Test
    default void aDeciderThatFailsLeavesNothingBehind() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Pair notes = Pair.of(alice.id(), alice.id());

            IllegalStateException failure = catchThrowableOfType(
                    IllegalStateException.class,
                    () -> stores.journal().commit(List.of(people.posting(alice, notes, "text")), meddling(decision -> {
                        throw new IllegalStateException("on purpose");
                    })));

            assertThat(failure).hasMessage("on purpose");
            assertThat(stores.conversations().direct(notes)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"parley_change, 2", "parley_message, 3"})
    default void g6_aHoleInTheLogIsRaisedAndNotHandedOn(String table, long seq) {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Message first = people.post(alice, alice, "first").message();
            people.commit(List.of(new Command.Edit(
                    people.id(),
                    alice.id(),
                    first.conversation(),
                    people.now(),
                    first.id(),
                    Markup.words("other words"))));
            people.post(alice, alice, "third");
            people.post(alice, alice, "fourth");
            stores.database().write(handle -> handle.execute("delete from " + table + " where seq = " + seq));

            assertThat(catchThrowableOfType(
                            IllegalStateException.class, () -> stores.journal().log(first.conversation(), 0, 10)))
                    .hasMessageContaining("hole");
            assertThat(stores.journal().log(first.conversation(), 3, 10).changes())
                    .hasSize(1);
        }
    }

    /** One that still ran when the database was upgraded. */
    @Test
    default void g6_aPostThatAnOlderServerLoggedAsWellIsToldOnce() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Change first = people.post(alice, alice, "first");
            stores.database()
                    .write(handle -> handle.execute(
                            "insert into parley_change (conversation_id, seq, id, kind, message_id, actor_id, changed_at)"
                                    + " select conversation_id, seq, id, 'MESSAGE_CREATED', id, sender_id, sent_at"
                                    + " from parley_message"));

            assertThat(stores.journal().log(first.conversation(), 0, 10).changes())
                    .containsExactly(first);
        }
    }

    @Test
    default void h16_errorsHoldNoContent() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Command.Post tooLong = new Command.Post(
                    people.id(),
                    alice.id(),
                    Pair.of(alice.id(), alice.id()),
                    people.now(),
                    Markup.words("canary"),
                    Optional.empty(),
                    "c".repeat(65),
                    "fingerprint");

            JournalException failure = failure(people, tooLong, new Rules());

            assertThat(failure).hasStackTraceContaining("A statement failed");
            assertThat(Failures.text(failure)).doesNotContain("canary");
        }
    }

    /** The core's rules, whose decision is tampered with. */
    static Decider meddling(UnaryOperator<Decision> meddling) {
        Rules rules = new Rules();
        return new Decider() {
            @Override
            public Needs needs(List<Command> commands) {
                return rules.needs(commands);
            }

            @Override
            public Decision decide(Facts facts, List<Command> commands) {
                return meddling.apply(rules.decide(facts, commands));
            }
        };
    }

    static JournalException failure(People people, Command command, Decider decider) {
        JournalException failure =
                catchThrowableOfType(JournalException.class, () -> people.commit(List.of(command), decider));
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Everything that a log would show of a failure. */
    final class Failures {
        private Failures() {}

        static String text(Throwable failure) {
            java.io.StringWriter text = new java.io.StringWriter();
            failure.printStackTrace(new java.io.PrintWriter(text));
            return text.toString();
        }
    }

    /** What became of the only command. */
    static Outcome only(List<Outcome> outcomes) {
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }
}
