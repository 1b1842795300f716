package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Block;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Decision;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may do what, and what follows from it, on facts made by hand. */
class RulesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId MALLORY = new AccountId(3);
    private static final AccountId NOBODY = new AccountId(99);
    private static final Pair PAIR = Pair.of(ALICE, BOB);
    private static final ConversationId ROOM = new ConversationId(50);

    private final World world = new World();

    @Test
    void theFirstMessageOpensTheConversation() {
        Decision decision = world.decide(post(100, ALICE, PAIR, "hi", "c1"));

        assertThat(decision.opened()).extracting(Conversation::id).containsExactly(new ConversationId(100));
        assertThat(decision.joined()).hasSize(2);
        assertThat(decision.changes()).extracting(Change::seq).containsExactly(1L);
        assertThat(decision.outcomes().get(0))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.opened()).isPresent());
    }

    @Test
    void g5_theChangesOfOneBatchAreNumberedWithoutAGap() {
        world.room();

        Decision decision = world.decide(
                post(100, ALICE, ROOM, "one", "c1"),
                post(101, MALLORY, ROOM, "refused", "c1"),
                post(102, BOB, ROOM, "two", "c1"),
                new Command.Edit(103, ALICE, ROOM, NOON, new MessageId(100), Markup.words("uno")));

        assertThat(decision.changes()).extracting(Change::seq).containsExactly(1L, 2L, 3L);
        assertThat(decision.advanced()).singleElement().satisfies(room -> {
            assertThat(room.lastSeq()).isEqualTo(3);
            assertThat(room.lastOrdinal()).isEqualTo(2);
            assertThat(room.liveCount()).isEqualTo(2);
        });
    }

    @Test
    void g3_aRepeatWithinOneBatchIsAnsweredWithTheFirst() {
        world.room();

        Decision decision = world.decide(post(100, ALICE, ROOM, "hi", "same"), post(101, ALICE, ROOM, "hi", "same"));

        assertThat(decision.posted()).hasSize(1);
        assertThat(decision.outcomes().get(1))
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        repeated -> assertThat(repeated.message().id()).isEqualTo(new MessageId(100)));
    }

    @Test
    void g3_aRepeatInTheBatchThatOpensTheConversationIsStoredOnce() {
        Decision decision = world.decide(post(100, ALICE, PAIR, "hi", "same"), post(101, ALICE, PAIR, "hi", "same"));

        assertThat(decision.opened()).hasSize(1);
        assertThat(decision.posted()).hasSize(1);
    }

    @Test
    void g3_otherWordsUnderTheSameClientIdAreRefused() {
        world.room();

        Decision decision = world.decide(post(100, ALICE, ROOM, "hi", "same"), post(101, ALICE, ROOM, "ho", "same"));

        assertThat(decision.outcomes().get(1)).isEqualTo(new Outcome.Refused(ErrorCode.CLIENT_ID_REUSED));
    }

    @Test
    void g3_afterDeletionAnyWordsGetTheTombstone() {
        world.room();

        Decision decision = world.decide(
                post(100, ALICE, ROOM, "hi", "same"),
                new Command.Delete(101, ALICE, ROOM, NOON, new MessageId(100)),
                post(102, ALICE, ROOM, "other words", "same"));

        assertThat(decision.outcomes().get(2))
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        repeated -> assertThat(repeated.message().deleted()).isTrue());
    }

    @Test
    void g3_aRepeatIsAnsweredAlthoughItWouldNotBeTakenNow() {
        Message first = world.message(ALICE, "hi");
        world.disabled = Optional.of(BOB);

        Decision decision = world.decide(post(100, ALICE, ROOM, "hi", "first"), post(101, ALICE, ROOM, "hi", "second"));

        assertThat(decision.outcomes())
                .containsExactly(new Outcome.Repeated(first), new Outcome.Refused(ErrorCode.CANNOT_MESSAGE));
        assertThat(decision.changesNothing()).isTrue();
    }

    @Test
    void g3_oneClientIdMeansDifferentMessagesForDifferentPeople() {
        world.room();

        Decision decision = world.decide(post(100, ALICE, ROOM, "hi", "same"), post(101, BOB, ROOM, "ho", "same"));

        assertThat(decision.posted()).hasSize(2);
    }

    @Test
    void g11_aTextDeletedInTheBatchThatPostedItIsWrittenNowhere() {
        world.room();

        Decision decision = world.decide(
                post(100, ALICE, ROOM, "secret", "c1"), new Command.Delete(101, ALICE, ROOM, NOON, new MessageId(100)));

        assertThat(decision.posted()).singleElement().satisfies(posted -> {
            assertThat(posted.message().content()).isEmpty();
            assertThat(posted.fingerprint()).isEmpty();
        });
        assertThat(decision.altered()).isEmpty();
        assertThat(decision.changes()).extracting(c -> c.message().content()).containsOnly(Optional.empty());
        assertThat(decision.toString()).doesNotContain("secret");
    }

    @Test
    void g11_twoDeletesMakeOneChange() {
        Message message = world.message(ALICE, "hi");

        Decision decision = world.decide(
                new Command.Delete(101, ALICE, ROOM, NOON, message.id()),
                new Command.Delete(102, ALICE, ROOM, NOON, message.id()));

        assertThat(decision.changes()).extracting(Change::kind).containsExactly(ChangeKind.MESSAGE_DELETED);
        assertThat(decision.outcomes().get(1)).isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void g11_editingADeletedMessageIsAConflict() {
        Message message = world.message(ALICE, "hi");

        Decision decision = world.decide(
                new Command.Delete(101, ALICE, ROOM, NOON, message.id()),
                new Command.Edit(102, ALICE, ROOM, NOON, message.id(), Markup.words("again")));

        assertThat(decision.outcomes().get(1)).isEqualTo(new Outcome.Refused(ErrorCode.ALREADY_DELETED));
    }

    @Test
    void editingToTheSameWordsChangesNothing() {
        Message message = world.message(ALICE, "hi");

        Decision decision = world.decide(new Command.Edit(101, ALICE, ROOM, NOON, message.id(), Markup.words("hi")));

        assertThat(decision.changesNothing()).isTrue();
        assertThat(decision.outcomes().get(0)).isEqualTo(new Outcome.Repeated(message));
    }

    @Test
    void p06_onlyTheAuthorEditsAndDeletes() {
        Message message = world.message(ALICE, "hi");

        Decision decision = world.decide(
                new Command.Edit(101, BOB, ROOM, NOON, message.id(), Markup.words("ho")),
                new Command.Delete(102, BOB, ROOM, NOON, message.id()));

        assertThat(decision.outcomes()).containsOnly(new Outcome.Refused(ErrorCode.NOT_AUTHOR));
        assertThat(decision.changesNothing()).isTrue();
    }

    @Test
    void p05_whoIsNoMemberLearnsNothingNotEvenThatTheMessageExists() {
        Message message = world.message(ALICE, "hi");

        Decision decision = world.decide(
                new Command.Edit(101, MALLORY, ROOM, NOON, message.id(), Markup.words("ho")),
                new Command.Delete(102, MALLORY, ROOM, NOON, new MessageId(4711)),
                post(103, MALLORY, ROOM, "hello?", "c1"),
                post(104, MALLORY, new ConversationId(4711), "hello?", "c1"));

        assertThat(decision.outcomes()).containsOnly(new Outcome.Refused(ErrorCode.NOT_FOUND));
    }

    @Test
    void p12_nobodyOpensTheConversationOfTwoOthers() {
        Decision decision =
                world.decide(post(100, MALLORY, PAIR, "hi", "c1"), new Command.OpenDirect(101, MALLORY, PAIR, NOON));

        assertThat(decision.outcomes()).containsOnly(new Outcome.Refused(ErrorCode.NOT_FOUND));
        assertThat(decision.changesNothing()).isTrue();
    }

    @Test
    void whoDoesNotExistCannotBeWrittenTo() {
        Decision decision = world.decide(post(100, ALICE, Pair.of(ALICE, NOBODY), "hi", "c1"));

        assertThat(decision.outcomes()).containsExactly(new Outcome.Refused(ErrorCode.NOT_FOUND));
    }

    @Test
    void g15_whoWritesHasReadWhatStandsAbove() {
        world.room();

        Decision decision = world.decide(post(100, ALICE, ROOM, "one", "c1"), post(101, ALICE, ROOM, "two", "c2"));

        assertThat(decision.read()).singleElement().satisfies(member -> {
            assertThat(member.account()).isEqualTo(ALICE);
            assertThat(member.readSeq()).isEqualTo(2);
            assertThat(member.readOrdinal()).isEqualTo(2);
        });
    }

    @Test
    void g12_timesNeverGoBackWithinAConversation() {
        world.room();

        Decision decision = world.decide(
                post(100, ALICE, ROOM, NOON, "one", "c1"), post(101, BOB, ROOM, NOON.minusSeconds(60), "two", "c1"));

        assertThat(decision.posted()).extracting(p -> p.message().sentAt()).containsExactly(NOON, NOON);
    }

    @Test
    void g4_aChangeThatIsInTheLogIsAnsweredFromThere() {
        Message message = world.message(ALICE, "hi");
        Change committed = new Change(message.id().value(), ROOM, 1, ChangeKind.MESSAGE_CREATED, ALICE, NOON, message);
        Command again = post(message.id().value(), ALICE, ROOM, "hi", "c1");
        Rules rules = new Rules().again();

        Decision decision = rules.decide(world.facts(Map.of(committed.id(), committed)), List.of(again));

        assertThat(rules.needs(List.of(again)).changes()).containsExactly(committed.id());
        assertThat(decision.outcomes()).containsExactly(new Outcome.Done(committed, Optional.empty()));
        assertThat(decision.changesNothing()).isTrue();
    }

    @Test
    void s05_whoIsDisabledCanNeitherWriteNorBeWrittenTo() {
        world.room();
        world.disabled = Optional.of(BOB);

        Decision decision = world.decide(post(100, ALICE, ROOM, "hi", "c1"), post(101, BOB, ROOM, "hi", "c1"));

        assertThat(decision.outcomes())
                .containsExactly(
                        new Outcome.Refused(ErrorCode.CANNOT_MESSAGE), new Outcome.Refused(ErrorCode.UNAUTHENTICATED));
    }

    @Test
    void notesToOneselfHaveOneMember() {
        Pair self = Pair.of(ALICE, ALICE);

        Decision decision = world.decide(post(100, ALICE, self, "remember", "c1"));

        assertThat(decision.joined()).hasSize(1);
        assertThat(decision.posted().get(0).message().receiver())
                .hasValueSatisfying(p -> assertThat(p.id()).isEqualTo(ALICE));
    }

    @Test
    void whoHasBlockedAndWhoIsBlockedCanNeitherPostNorEdit() {
        Message message = world.message(ALICE, "before");
        world.blocks = Set.of(new Block(BOB, ALICE));

        Decision decision = world.decide(
                post(100, ALICE, ROOM, "after", "c1"),
                post(101, BOB, PAIR, "after", "c1"),
                new Command.Edit(102, ALICE, ROOM, NOON, message.id(), Markup.words("other words")),
                new Command.OpenDirect(103, ALICE, PAIR, NOON));

        assertThat(decision.outcomes()).containsOnly(new Outcome.Refused(ErrorCode.CANNOT_MESSAGE));
        assertThat(decision.changesNothing()).isTrue();
    }

    @Test
    void g3_betweenTheBlockedARepeatIsStillAnswered() {
        Message message = world.message(ALICE, "before");
        world.blocks = Set.of(new Block(BOB, ALICE));

        Decision decision = world.decide(post(100, ALICE, ROOM, "before", "first"));

        assertThat(decision.outcomes()).containsExactly(new Outcome.Repeated(message));
    }

    @Test
    void whoIsBlockedTakesHisOwnWordsAwayAllTheSame() {
        Message message = world.message(ALICE, "before");
        world.blocks = Set.of(new Block(BOB, ALICE));

        Decision decision = world.decide(new Command.Delete(100, ALICE, ROOM, NOON, message.id()));

        assertThat(decision.changes()).hasSize(1);
    }

    private static Command post(long id, AccountId actor, ConversationRef where, String content, String clientId) {
        return post(id, actor, where, NOON, content, clientId);
    }

    private static Command post(
            long id, AccountId actor, ConversationRef where, Instant at, String content, String clientId) {
        return new Command.Post(
                id,
                actor,
                where,
                at,
                Markup.words(content),
                Optional.empty(),
                clientId,
                "print of " + content.length() + content.charAt(1));
    }

    /** A database of three people and at most one conversation with one message. */
    private static final class World {

        private Optional<Conversation> room = Optional.empty();
        private Optional<Message> message = Optional.empty();
        private Map<Needs.PostKey, Facts.Posted> posts = Map.of();
        private Set<Block> blocks = Set.of();
        private Optional<AccountId> disabled = Optional.empty();

        void room() {
            room = Optional.of(Conversation.direct(ROOM, PAIR, ALICE, NOON));
        }

        Message message(AccountId sender, String content) {
            room();
            Decision first = decide(post(77, sender, ROOM, content, "first"));
            room = Optional.of(first.advanced().get(0));
            Facts.Posted posted = first.posted().get(0);
            message = Optional.of(posted.message());
            posts = Map.of(new Needs.PostKey(ROOM, sender, "first"), posted);
            return message.get();
        }

        Decision decide(Command... commands) {
            return new Rules().decide(facts(Map.of()), List.of(commands));
        }

        Facts facts(Map<Long, Change> changes) {
            Map<ConversationRef, Conversation> conversations = room.<Map<ConversationRef, Conversation>>map(
                            r -> Map.of(ROOM, r, PAIR, r))
                    .orElse(Map.of());
            Map<Needs.Membership, Member> members = room.isEmpty()
                    ? Map.of()
                    : Map.of(
                            new Needs.Membership(ROOM, ALICE),
                            member(ALICE),
                            new Needs.Membership(ROOM, BOB),
                            member(BOB));
            Map<MessageId, Message> messages =
                    message.map(m -> Map.of(m.id(), m)).orElse(Map.of());
            return new Facts(
                    conversations,
                    members,
                    Map.of(
                            ALICE,
                            account(ALICE, "alice"),
                            BOB,
                            account(BOB, "bob"),
                            MALLORY,
                            account(MALLORY, "mallory")),
                    Map.of(),
                    messages,
                    Set.of(),
                    Map.of(),
                    posts,
                    blocks,
                    Map.of(),
                    Map.of(),
                    changes);
        }

        private static Member member(AccountId account) {
            return Member.first(ROOM, account, Role.MEMBER);
        }

        private Account account(AccountId id, String name) {
            return new Account(
                    id,
                    AccountKind.PERSON,
                    Optional.empty(),
                    Optional.of(name),
                    Optional.empty(),
                    name,
                    false,
                    NOON,
                    disabled.filter(id::equals).map(d -> NOON));
        }
    }
}
