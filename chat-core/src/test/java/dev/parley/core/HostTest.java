package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Subscriber;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host hears without a session. */
class HostTest {

    private final Chat chat = Chat.inMemory();
    private final Account alice = person("alice");
    private final Account bob = person("bob");
    private final Told told = new Told();

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void g6_anAccountIsBroughtFromItsPositionsToLiveWithoutAHole() throws Exception {
        ConversationId room = post("one").conversation();
        post("two");
        post("three");

        chat.subscribe(alice.id(), List.of(new Position(room, 1)), told);
        assertThat(told.next()).isEqualTo("started " + List.of(new Position(room, 1)));
        assertThat(told.next()).isEqualTo("2");
        assertThat(told.next()).isEqualTo("3");
        post("four");

        assertThat(told.next()).isEqualTo("4");
    }

    @Test
    void g6_whoKnowsMoreThanThereIsBeginsAtTheTop() throws Exception {
        ConversationId room = post("one").conversation();

        chat.subscribe(alice.id(), List.of(new Position(room, 7), new Position(new ConversationId(9_999), 3)), told);

        assertThat(told.next()).isEqualTo("started " + List.of(new Position(room, 1)));
    }

    @Test
    void g10_theHostVouchesUntilTheAccountIsDisabled() throws Exception {
        chat.subscribe(alice.id(), List.of(), told);
        assertThat(told.next()).isEqualTo("started []");

        chat.administration().disable(alice.id());

        assertThat(told.next()).isEqualTo("ended SESSION_OVER");
    }

    @Test
    void everyCommittedChangeIsHeardInOrderUntilOneStops() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        Subscription subscription = chat.onChange(change -> {
            heard.add(change.seq() + " " + change.kind());
            both.countDown();
        });

        Message message = post("one");
        chat.messages().edit(Actor.user(alice.id()), message.id(), "another");
        assertThat(both.await(5, TimeUnit.SECONDS)).isTrue();
        subscription.close();
        post("two");
        chat.close();

        assertThat(heard).containsExactly("1 MESSAGE_CREATED", "2 MESSAGE_EDITED");
    }

    @Test
    void aHostThatFailsAtAChangeHearsTheNextAndKeepsNobodyWaiting() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        chat.onChange(change -> {
            heard.add(change.seq());
            throw new IllegalStateException("as the test says");
        });

        post("one");
        post("two");
        chat.close();

        assertThat(heard).containsExactly(1L, 2L);
    }

    private Account person(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private Message post(String text) {
        return chat.messages()
                .post(Actor.user(alice.id()), Pair.of(alice.id(), bob.id()), Draft.text(text))
                .message();
    }

    private static final class Told implements Subscriber {

        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(words.poll(10, TimeUnit.SECONDS));
        }

        @Override
        public void started(List<Position> positions) {
            words.add("started " + positions);
        }

        @Override
        public void changed(Envelope envelope) {
            envelope.changes().forEach(change -> words.add(Long.toString(change.seq())));
        }

        @Override
        public void happened(ChatEvent event) {
            words.add(event.toString());
        }

        @Override
        public void ended(Ending why) {
            words.add("ended " + why);
        }
    }
}
