package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Erased;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Position;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Subscriber;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocking and erasing people in a whole chat, while others write and listen. */
class PeopleTest {

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final Actor her = Actor.user(alice.id());
    private final Actor him = Actor.user(bob.id());

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void p19_ofAHundredPostsNoneIsAcknowledgedAfterTheBlockIs() {
        ConversationId room = chat.conversations().openDirect(her, bob.id()).conversation();
        List<CompletableFuture<Posted>> posts = IntStream.range(0, 100)
                .mapToObj(i -> chat.messages().postAsync(him, room, Draft.text("text " + i)))
                .toList();

        chat.accounts().block(her, bob.id());

        long top = chat.messages().changes(her, room, 0, 300).top();
        long acknowledged = posts.stream()
                .filter(post ->
                        !post.handle((posted, refused) -> refused != null).join())
                .count();
        assertThat(acknowledged).isEqualTo(top);
        assertThat(chat.messages().changes(her, room, 0, 300).top()).isEqualTo(top);
    }

    @Test
    void whoBlocksHimselfOrNobodyIsTold() {
        assertThat(code(() -> chat.accounts().block(her, alice.id()))).isEqualTo(ErrorCode.INVALID);
        assertThat(code(() -> chat.accounts().unblock(her, alice.id()))).isEqualTo(ErrorCode.INVALID);
        assertThat(chat.accounts().hasBlocked(her, alice.id())).isFalse();
    }

    @Test
    void g10_anErasureIsHeardByThoseItConcernsAndEndsWhatTheErasedHears() throws InterruptedException {
        ConversationId group =
                chat.conversations().create(her, ConversationKind.GROUP, "Group", Optional.empty(), Set.of(bob.id()));
        chat.messages().post(her, group, Draft.text("secret"));
        Ear his = new Ear();
        Listening hers = new Listening();
        chat.subscribe(alice.id(), List.of(), hers);
        chat.subscribe(bob.id(), List.of(), his);

        Erased erased = chat.administration().erase(alice.id());

        assertThat(erased).isEqualTo(new Erased(1, 1));
        Change first = his.next();
        assertThat(first.kind()).isEqualTo(ChangeKind.USER_ERASED);
        assertThat(first.message().sender().displayName()).isEqualTo("deleted user");
        assertThat(hers.over()).isTrue();
        assertThat(code(() -> chat.messages().post(her, group, Draft.text("more"))))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code(() -> chat.administration().enable(alice.id()))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    /** Hears one change after the other. */
    private static final class Ear implements Subscriber {

        private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();

        Change next() throws InterruptedException {
            return Objects.requireNonNull(changes.poll(10, TimeUnit.SECONDS), "nothing was heard");
        }

        @Override
        public void started(List<Position> positions) {}

        @Override
        public void changed(Envelope envelope) {
            changes.addAll(envelope.changes());
        }

        @Override
        public void happened(ChatEvent event) {}

        @Override
        public void ended(Ending why) {}
    }

    private static ErrorCode code(Runnable what) {
        return catchThrowableOfType(ChatException.class, what::run).code();
    }
}
