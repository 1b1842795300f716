package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.model.Account;
import dev.parley.core.model.Block;
import dev.parley.core.model.Blocking;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Shelf;
import dev.parley.core.port.BlockStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link BlockStore} to its port, and the journal to what it says.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface BlockStoreContract extends StoresContract {

    Outcome CANNOT = new Outcome.Refused(ErrorCode.CANNOT_MESSAGE);

    @Test
    default void whoIsBlockedIsListedById(Scene scene) {
        Account alice = scene.person("alice");
        List<Account> others = List.of(scene.person("bob"), scene.person("carol"), scene.person("dora"));
        others.forEach(other -> block(scene, alice, other));
        block(scene, others.get(0), alice);
        BlockStore blocks = scene.stores().blocks();

        assertThat(Pages.all(cursor -> blocks.of(alice.id(), cursor, 2)))
                .containsExactlyInAnyOrderElementsOf(others)
                .isSortedAccordingTo((one, other) ->
                        Long.compare(one.id().value(), other.id().value()));
        assertThat(blocks.of(others.get(0).id(), Optional.empty(), 2).items()).containsExactly(alice);
    }

    @Test
    default void blockingTwiceIsTheSameAsOnceAndSoIsUnblocking(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        block(scene, alice, bob);
        block(scene, alice, bob);
        BlockStore blocks = scene.stores().blocks();
        assertThat(blocks.around(alice.id())).containsExactly(bob.id());
        assertThat(blocks.has(new Block(alice.id(), bob.id()))).isTrue();
        assertThat(blocks.has(new Block(bob.id(), alice.id()))).isFalse();

        unblock(scene, alice, bob);
        unblock(scene, alice, bob);

        assertThat(blocks.around(alice.id())).isEmpty();
        assertThat(blocks.has(new Block(alice.id(), bob.id()))).isFalse();
    }

    @Test
    default void aBlockStandsBetweenBothAndIsThereAfterReopening(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        ConversationId other = scene.direct(alice, scene.person("carol"));
        ConversationId group = scene.group(alice, bob);
        block(scene, bob, alice);

        scene.reopen();

        BlockStore blocks = scene.stores().blocks();
        assertThat(blocks.around(alice.id())).containsExactly(bob.id());
        assertThat(blocks.around(bob.id())).containsExactly(alice.id());
        assertThat(blocks.between(room)).isTrue();
        assertThat(List.of(other, group)).noneMatch(blocks::between);
    }

    @Test
    default void h04_aCursorOfBlocksThatWasNeverMadeIsRefused(Scene scene) {
        Account alice = scene.person("alice");

        ChatException refusal = catchThrowableOfType(
                ChatException.class, () -> scene.stores().blocks().of(alice.id(), Optional.of("1 or 1=1"), 2));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    default void betweenTheBlockedNothingIsPostedOrEditedEitherWay(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Message hers = scene.post(alice, room, "before");
        Message his = scene.post(bob, room, "before");
        block(scene, alice, bob);

        List<Outcome> outcomes = scene.commit(List.of(
                scene.posting(alice, room, "after"),
                scene.posting(bob, Pair.of(alice.id(), bob.id()), "after"),
                scene.editing(hers, "other words"),
                scene.editing(his, "other words")));

        assertThat(outcomes).containsOnly(CANNOT);
        assertThat(scene.delete(his).deleted()).isTrue();
        assertThat(scene.post(bob, scene.group(alice, bob), "in a group").content())
                .contains("in a group");
    }

    @Test
    default void whatABlockKeptAwayComesOnceItIsTakenBack(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        block(scene, alice, bob);
        assertThat(scene.commit(scene.opening(bob, alice))).isEqualTo(CANNOT);
        assertThat(scene.stores().conversations().direct(Pair.of(alice.id(), bob.id())))
                .isEmpty();

        unblock(scene, alice, bob);

        assertThat(scene.post(bob, Pair.of(alice.id(), bob.id()), "at last").content())
                .contains("at last");
    }

    @Test
    default void theListOfConversationsSaysWhetherOneHasBlockedTheOther(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.direct(alice, scene.person("carol"));
        scene.group(alice, bob);

        block(scene, alice, bob);

        assertThat(item(scene, alice, room).blocking()).isEqualTo(Blocking.MINE);
        assertThat(item(scene, bob, room).blocking()).isEqualTo(Blocking.THEIRS);
        assertThat(scene.stores()
                        .conversations()
                        .of(alice.id(), Shelf.SHOWN, Optional.empty(), 10)
                        .items())
                .map(ConversationItem::blocking)
                .containsExactlyInAnyOrder(Blocking.MINE, Blocking.NONE, Blocking.NONE);
    }

    @Test
    default void whoHasBlockedWhoHasBlockedHimSeesHisOwnBlock(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        block(scene, alice, bob);
        block(scene, bob, alice);

        unblock(scene, bob, alice);

        assertThat(item(scene, alice, room).blocking()).isEqualTo(Blocking.MINE);
        assertThat(item(scene, bob, room).blocking()).isEqualTo(Blocking.THEIRS);
    }

    @Test
    default void p19_nothingIsStoredOnceTheBlockIsAnswered(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        AtomicLong answered = new AtomicLong();

        List<Long> stored = Crowd.atOnce(5, i -> {
            if (i < 4) {
                return posted(scene, bob, room, 25);
            }
            block(scene, alice, bob);
            answered.set(top(scene, room));
            return 0L;
        });

        assertThat(top(scene, room))
                .isEqualTo(answered.get())
                .isEqualTo(stored.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    default void p19_aConversationThatIsOpenedMeanwhileIsNoWayAroundABlock(Scene scene) {
        Account alice = scene.person("alice");
        for (int round = 0; round < 10; round++) {
            Account bob = scene.person("bob" + round);
            Pair pair = Pair.of(alice.id(), bob.id());

            List<Long> tops = Crowd.atOnce(3, i -> {
                if (i < 2) {
                    return (long)
                            scene.commit(scene.posting(bob, pair, "hello")).hashCode();
                }
                block(scene, alice, bob);
                return top(scene, pair);
            });

            assertThat(top(scene, pair)).isEqualTo(tops.get(2));
        }
    }

    /** How many of so many were stored. */
    private static long posted(Scene scene, Account sender, ConversationId room, int count) {
        long stored = 0;
        for (int i = 0; i < count; i++) {
            Outcome outcome = scene.commit(scene.posting(sender, room, "text " + i));
            stored += outcome instanceof Outcome.Done ? 1 : 0;
        }
        return stored;
    }

    private static long top(Scene scene, Pair pair) {
        return scene.stores()
                .conversations()
                .direct(pair)
                .map(room -> top(scene, room))
                .orElse(0L);
    }

    private static long top(Scene scene, ConversationId room) {
        return scene.stores().journal().log(room, 0, 1).top();
    }

    private static ConversationItem item(Scene scene, Account member, ConversationId room) {
        return scene.stores().conversations().item(member.id(), room).orElseThrow();
    }

    private static void block(Scene scene, Account account, Account other) {
        scene.stores().blocks().add(new Block(account.id(), other.id()), scene.now());
    }

    private static void unblock(Scene scene, Account account, Account other) {
        scene.stores().blocks().remove(new Block(account.id(), other.id()));
    }
}
