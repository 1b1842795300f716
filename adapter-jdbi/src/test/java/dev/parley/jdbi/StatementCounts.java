package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Command;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Shelf;
import dev.parley.core.port.MessageReader.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** What must not cost more the more there is. */
interface StatementCounts {

    DatabaseSettings database();

    /** How often a batch may ask the database, the commit not counted. */
    int tripsOfABatch();

    @Test
    default void theListOfTwoHundredConversationsTakesAsManyStatementsAsThatOfTwo() {
        assertThat(statementsOfTheList(200)).isEqualTo(statementsOfTheList(2)).isEqualTo(1);
    }

    @Test
    default void aBatchOfFiftyTakesAsManyStatementsAsOneOfTwo() {
        assertThat(statementsOfABatch(50)).isEqualTo(statementsOfABatch(2)).isLessThanOrEqualTo(tripsOfABatch());
    }

    @Test
    default void aPageOfAllMessagesTakesAFewStatements() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            Account alice = withConversations(stores, 50);
            ListQuery first = new ListQuery(Optional.empty(), Optional.empty(), 1, 10);

            assertThat(statements(stores, () -> stores.messages().list(alice.id(), first)))
                    .isLessThanOrEqualTo(5);
        }
    }

    private int statementsOfTheList(int conversations) {
        try (JdbiStores stores = JdbiStores.open(database())) {
            Account alice = withConversations(stores, conversations);

            return statements(
                    stores,
                    () -> assertThat(stores.conversations()
                                    .of(alice.id(), Shelf.SHOWN, Optional.empty(), 200)
                                    .items())
                            .hasSize(conversations));
        }
    }

    private int statementsOfABatch(int size) {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Pair notes = Pair.of(alice.id(), alice.id());
            List<Command> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(people.posting(alice, notes, "text " + i));
            }
            people.commit(List.of(people.posting(alice, notes, "first")));

            return statements(stores, () -> people.commit(batch));
        }
    }

    private static Account withConversations(JdbiStores stores, int count) {
        People people = new People(stores);
        Account alice = people.person("alice");
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Account other = people.person("person" + i);
            batch.add(people.posting(other, Pair.of(alice.id(), other.id()), "hello " + i));
        }
        people.commit(batch);
        return alice;
    }

    private static int statements(JdbiStores stores, Runnable work) {
        AtomicInteger count = new AtomicInteger();
        stores.database().jdbi().getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                count.incrementAndGet();
            }
        });
        work.run();
        return count.get();
    }
}
