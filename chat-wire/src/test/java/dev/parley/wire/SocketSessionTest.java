package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Rate;
import dev.parley.core.model.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The socket {@code /ws}, on a chat in memory. Long because each command is tried with all that can be wrong with it, on one
 * set-up.
 */
class SocketSessionTest {

    private static final Limits LIMITS =
            Limits.defaults().withoutRates().withRate(Limited.COMMANDS, new Rate(0.001, 21));

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(LIMITS)
            .build();
    private final Sockets sockets = new Sockets(chat, "0.1.0");
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final long room = chat.conversations()
            .openDirect(Actor.user(alice.id()), bob.id())
            .conversation()
            .value();

    @AfterEach
    void close() {
        sockets.close();
        chat.close();
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private Caller caller(Account account) {
        return chat.sessions()
                .authenticate(chat.sessions().start(account).secret())
                .orElseThrow();
    }

    private Client open(Account account) {
        return open(caller(account));
    }

    private Client open(Caller caller) {
        return Client.of(line -> sockets.open(caller, line));
    }

    /** Past the hello. */
    private Client greeted(Account account) {
        Client client = open(account);
        assertThat(client.next().path("type").asText()).isEqualTo("hello");
        return client;
    }

    private void post(Account sender, String content) {
        chat.messages().post(Actor.user(sender.id()), new ConversationId(room), Draft.text(content));
    }

    @Test
    void theFirstFrameSaysWhereAllConversationsStand() {
        post(bob, "one");
        post(alice, "two");

        JsonNode hello = open(alice).next();

        assertThat(hello.path("type").asText()).isEqualTo("hello");
        assertThat(hello.path("protocol").asInt()).isEqualTo(1);
        assertThat(hello.path("build").asText()).isEqualTo("0.1.0");
        assertThat(hello.path("user").path("username").asText()).isEqualTo("alice");
        assertThat(hello.path("epoch").asText()).isEqualTo(chat.epoch());
        assertThat(hello.path("ping_ms").asInt()).isEqualTo(25_000);
        assertThat(hello.path("positions")).isEqualTo(Json.object().put(Long.toString(room), 2));
        assertThat(hello.path("more").isBoolean()).isTrue();
        assertThat(hello.path("more").asBoolean()).isFalse();
        assertThat(hello.path("limits").path("content").asInt()).isEqualTo(4_000);
        assertThat(hello.path("limits").path("commands").path("burst").asInt()).isEqualTo(21);
        assertThat(hello.path("limits").has("sends"))
                .as("what is not limited is left out")
                .isFalse();
    }

    @Test
    void aSendIsAnsweredOnceAndPushedToBoth() {
        Client hers = greeted(alice);
        Client his = greeted(bob);

        hers.send("{'id':'a1','type':'send','conversation':" + room + ",'client_id':'x-1','content':'Hi Bob'}");

        JsonNode change = his.next();
        assertThat(change.path("type").asText()).isEqualTo("message.created");
        assertThat(change.path("conversation").asLong()).isEqualTo(room);
        assertThat(change.path("seq").asLong()).isEqualTo(1);
        JsonNode ok = hers.answer();
        assertThat(ok.path("id").asText()).isEqualTo("a1");
        assertThat(ok.path("type").asText()).isEqualTo("ok");
        assertThat(ok.path("duplicate").isBoolean()).isTrue();
        assertThat(ok.path("duplicate").asBoolean()).isFalse();
        assertThat(ok.path("message")).isEqualTo(change.path("message"));
        assertThat(ok.path("message").path("content").asText()).isEqualTo("Hi Bob");
    }

    @Test
    void g3_theSameClientIdIsStoredOnceAndOtherWordsUnderItAreRefused() {
        Client hers = greeted(alice);
        String send = "{'id':1,'type':'send','conversation':" + room + ",'client_id':'x-1','content':'%s'}";

        hers.send(send.formatted("Hi"));
        JsonNode first = hers.answer();
        hers.send(send.formatted("Hi"));
        JsonNode again = hers.answer();
        hers.send(send.formatted("Other"));
        JsonNode other = hers.answer();

        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(again.path("message")).isEqualTo(first.path("message"));
        assertThat(other.path("error").path("code").asText()).isEqualTo("client_id_reused");
        assertThat(other.path("error").path("status").asInt()).isEqualTo(409);
    }

    @Test
    void editsAndDeletionsAreChangesWithTheNextNumbers() {
        Client hers = greeted(alice);
        Client his = greeted(bob);
        hers.send("{'id':1,'type':'send','conversation':" + room + ",'content':'Hi Bop'}");
        long message = his.awaited("message.created").path("message").path("id").asLong();

        hers.send("{'id':2,'type':'edit','conversation':" + room + ",'message':" + message + ",'content':'Hi Bob'}\n"
                + "{'id':3,'type':'delete','conversation':" + room + ",'message':" + message + "}");

        JsonNode edited = his.awaited("message.edited");
        JsonNode deleted = his.awaited("message.deleted");
        assertThat(edited.path("type").asText() + edited.path("seq").asInt()).isEqualTo("message.edited2");
        assertThat(deleted.path("type").asText() + deleted.path("seq").asInt()).isEqualTo("message.deleted3");
        assertThat(deleted.path("message").path("deleted").asBoolean()).isTrue();
        assertThat(deleted.path("message").has("content")).isFalse();
        assertThat(List.of(hers.answer(), hers.answer(), hers.answer()))
                .extracting(answer ->
                        answer.path("id").asInt() + answer.path("type").asText())
                .containsExactly("1ok", "2ok", "3ok");
    }

    @Test
    void g6_whatWasMissedIsPulledInPagesAndGoesOnLive() {
        for (int i = 1; i <= 700; i++) {
            post(bob, "number " + i);
        }
        Client hers = greeted(alice);
        List<Integer> seqs = new ArrayList<>();
        boolean more = true;
        while (more) {
            int after = seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1);
            hers.send("{'id':1,'type':'changes','conversation':" + room + ",'after':" + after + "}");
            JsonNode page = hers.answer();
            page.path("changes").forEach(change -> seqs.add(change.path("seq").asInt()));
            assertThat(page.path("top").asInt()).isEqualTo(700);
            assertThat(page.path("changes").size()).isBetween(1, 300);
            more = page.path("more").asBoolean();
        }
        post(bob, "live");
        seqs.add(hers.next().path("seq").asInt());

        assertThat(seqs)
                .hasSize(701)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(1)
                .endsWith(701);
    }

    @Test
    void g13_aPageOfTheLongestMessagesStaysBelowABound() {
        for (int i = 1; i <= 30; i++) {
            post(bob, "漢".repeat(4_000));
        }
        Client hers = greeted(alice);

        hers.send("{'id':1,'type':'changes','conversation':" + room + ",'after':0}");

        JsonNode page = hers.answer();
        assertThat(page.path("changes")).isNotEmpty();
        assertThat(page.path("more").asBoolean()).isTrue();
        assertThat(Frame.of(Json.text(page)).bytes()).isLessThan(Outbox.MAX_FRAME);
    }

    @Test
    void aPositionAboveTheTopIsToldToStartAfresh() {
        post(bob, "one");
        Client hers = greeted(alice);

        hers.send("{'id':1,'type':'changes','conversation':" + room + ",'after':2}");

        assertThat(hers.answer().path("reset").asBoolean()).isTrue();
    }

    @Test
    void oneWhoReadsSlowlyPullsNoFasterThanHeReads() {
        post(bob, "one");
        Client hers = greeted(alice);
        hers.stopReading();
        String pull = "{'id':%d,'type':'changes','conversation':" + room + ",'after':0}";

        hers.send(pull.formatted(1) + "\n" + pull.formatted(2) + "\n" + pull.formatted(3));
        JsonNode first = hers.answer();
        boolean others = !hers.waiting().isEmpty();
        hers.readOn();

        assertThat(first.path("id").asInt()).isEqualTo(1);
        assertThat(others).isFalse();
        assertThat(hers.answer().path("id").asInt()).isEqualTo(2);
        assertThat(hers.answer().path("id").asInt()).isEqualTo(3);
    }

    @Test
    void aConversationThatIsOpenedLaterComesByItself() {
        Account carol = register("carol");
        Client hers = greeted(alice);

        long later = chat.conversations()
                .openDirect(Actor.user(carol.id()), alice.id())
                .conversation()
                .value();
        chat.messages().post(Actor.user(carol.id()), new ConversationId(later), Draft.text("Hi Alice"));

        JsonNode added = hers.next();
        assertThat(added.path("type").asText()).isEqualTo("conversation.added");
        assertThat(added.path("conversation").asLong()).isEqualTo(later);
        assertThat(added.path("seq").asInt()).isZero();
        assertThat(hers.next().path("message").path("content").asText()).isEqualTo("Hi Alice");
    }

    @Test
    void g15_readingMovesTheMarkerAndSaysWhatIsLeft() {
        post(bob, "one");
        post(bob, "two");
        Client hers = greeted(alice);

        hers.send("{'id':1,'type':'read','conversation':" + room + ",'seq':1}");

        JsonNode ok = hers.answer();
        assertThat(ok.path("type").asText()).isEqualTo("ok");
        assertThat(ok.path("read_seq").asInt()).isEqualTo(1);
        assertThat(ok.path("unread").asInt()).isEqualTo(1);
    }

    @Test
    void commandsAreLimited() {
        Client hers = greeted(alice);

        for (int i = 1; i <= 21; i++) {
            hers.send("{'id':" + i + ",'type':'read','conversation':" + room + ",'seq':0}");
            JsonNode answer = hers.answer();
            assertThat(answer.path("id").asInt()).isEqualTo(i);
            assertThat(answer.path("error").path("code").asText()).isEqualTo(i <= 20 ? "" : "rate_limited");
            assertThat(answer.path("error").path("retry_after_ms").isIntegralNumber())
                    .as("when to come again, in answer %s", i)
                    .isEqualTo(i == 21);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'nonsense'",
                "'type':7",
                "'type':null",
                "'kind':'send'",
                "'type':'send','conversation':1,'content':7",
                "'type':'send','conversation':1",
                "'type':'send','conversation':'1','content':'x'",
                "'type':'send','conversation':1.5,'content':'x'",
                "'type':'send','conversation':1e400,'content':'x'",
                "'type':'send','conversation':-1,'content':'x'",
                "'type':'send','conversation':9223372036854775807,'content':'x'",
                "'type':'send','conversation':9223372036854775808,'content':'x'",
                "'type':'send','conversation':1,'content':'  '",
                "'type':'send','conversation':1,'content':'\\u0000'",
                "'type':'send','conversation':1,'content':'\\ud800'",
                "'type':'send','conversation':1,'content':'x','client_id':'no spaces'",
                "'type':'send','conversation':1,'content':'x','client_id':''",
                "'type':'changes','conversation':1,'after':-1",
                "'type':'changes','conversation':1,'after':9223372036854775807",
                "'type':'changes','conversation':999,'after':0",
                "'type':'read','conversation':1,'seq':-1",
                "'type':'edit','conversation':1,'message':0,'content':'x'",
                "'type':'delete','conversation':1,'message':{'$ne':null}"
            })
    void w12_aCommandThatIsWrongGetsOneErrorWithItsId(String fields) {
        Client hers = greeted(alice);

        hers.send("{'id':'c-9'," + fields + "}");
        JsonNode answer = hers.answer();
        hers.send("{'id':2,'type':'send','conversation':" + room + ",'content':'still there'}");

        assertThat(answer.path("id").asText()).isEqualTo("c-9");
        assertThat(answer.path("type").asText()).isEqualTo("error");
        assertThat(answer.path("error").path("status").asInt()).isIn(400, 404);
        assertThat(answer.path("error").path("code").isTextual()).isTrue();
        assertThat(hers.answer().path("id").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'read','conversation':1,'seq':0}",
                "{'id':null,'type':'read','conversation':1,'seq':0}",
                "{'id':1.5,'type':'read','conversation':1,'seq':0}",
                "{'id':[1],'type':'read','conversation':1,'seq':0}",
                "{'id':'\\ud800','type':'read','conversation':1,'seq':0}",
                "{'id':'0123456789012345678901234567890123456789012345678901234567890123x','type':'read'}"
            })
    void w12_aCommandWithoutAnIdIsRefusedWithoutOne(String command) {
        Client hers = greeted(alice);

        hers.send(command);

        JsonNode answer = hers.next();
        assertThat(answer.path("type").asText()).isEqualTo("error");
        assertThat(answer.has("id")).isFalse();
        assertThat(answer.at("/error/errors/0/field").asText()).isEqualTo("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "7",
                "{",
                "{'id':1,'type':'read'} trailing",
                "{'id':1,'id':2,'type':'read'}",
                "\uFEFF{'id':1,'type':'read'}",
                "{'id':1,'type':'read','seq':NaN}",
                "{'id':1,\n'type':'read'}"
            })
    void w12_aFrameThatIsNoLinesOfObjectsClosesTheSocket(String frame) {
        Client hers = greeted(alice);

        hers.send(frame);

        assertThat(hers.closedWith()).isEqualTo(4400);
    }

    @Test
    void w12_ofAFrameThatClosesTheSocketNothingIsCarriedOut() {
        Client hers = greeted(alice);
        String sound = "{'id':1,'type':'send','conversation':" + room + ",'client_id':'a','content':'sound'}";

        hers.send(sound + "\nnonsense");

        assertThat(hers.closedWith()).isEqualTo(4400);
        assertThat(hers.reason()).startsWith("Line 2 ");
        post(bob, "the only one");
        assertThat(open(alice)
                        .next()
                        .path("positions")
                        .path(Long.toString(room))
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void w12_anIdIsCountedInCharacters() {
        Client hers = greeted(alice);
        String id = "😀".repeat(64);

        hers.send("{'id':'" + id + "','type':'typing','conversation':" + room + "}");

        assertThat(hers.next().path("id").asText()).isEqualTo(id);
    }

    @Test
    void w12_depthAndLengthOfALineAreBounded() {
        Client deep = greeted(alice);
        deep.send("{'id':1,'type':" + "[".repeat(10_000));
        Client digits = greeted(alice);
        digits.send("{'id':1,'type':'read','seq':" + "9".repeat(10_000) + "}");

        assertThat(deep.closedWith()).isEqualTo(4400);
        assertThat(digits.closedWith()).isEqualTo(4400);
    }

    @Test
    void w08_whoGoesOnAlthoughRefusedIsClosedAsAFlood() {
        Client hers = greeted(alice);

        for (int i = 0; i < 100; i++) {
            hers.send("{'id':1,'type':'nonsense'}");
        }

        assertThat(hers.closedWith()).isEqualTo(4008);
    }

    @Test
    void p01_whatIsNotOnesOwnIsNotFound() {
        Account carol = register("carol");
        post(alice, "between us");
        Client hers = greeted(carol);

        hers.send("{'id':1,'type':'changes','conversation':" + room + ",'after':0}");
        JsonNode known = hers.answer();
        hers.send("{'id':1,'type':'changes','conversation':424242,'after':0}");

        assertThat(known).isEqualTo(hers.answer());
        assertThat(known.path("error").path("code").asText()).isEqualTo("not_found");
    }

    @Test
    void typingIsTellingTheOtherAndNobodyElse() {
        Client hers = greeted(alice);
        Client alsoHers = greeted(alice);
        Client his = greeted(bob);

        hers.send("{'id':1,'type':'typing','conversation':" + room + "}");
        hers.send("{'id':2,'type':'typing','conversation':" + room + "}");
        JsonNode seen = his.awaited("typing");
        post(bob, "I see");

        assertThat(seen.path("conversation").asLong()).isEqualTo(room);
        assertThat(seen.path("user_id").asLong()).isEqualTo(alice.id().value());
        assertThat(seen.path("for_ms").asLong()).isPositive();
        assertThat(hers.answer().path("type").asText()).isEqualTo("ok");
        assertThat(hers.answer().path("type").asText()).isEqualTo("ok");
        assertThat(his.awaited("message.created"))
                .as("told once, however often it is said")
                .isNotNull();
        assertThat(alsoHers.awaited("message.created")).isNotNull();
        assertThat(alsoHers.passed()).doesNotContain("typing");
        assertThat(his.passed()).containsOnlyOnce("typing");
    }

    @Test
    void w20_typingWhereOneIsNoMemberIsNotFound() {
        Account carol = register("carol");
        Client hers = greeted(carol);

        hers.send("{'id':1,'type':'typing','conversation':" + room + "}");

        assertThat(hers.answer().path("error").path("code").asText()).isEqualTo("not_found");
    }

    @Test
    void whoComesIsSeenByThoseHeSharesAConversationWith() {
        Account carol = register("carol");
        Client hers = greeted(alice);
        Client carols = greeted(carol);

        greeted(bob);

        JsonNode seen = hers.awaited("presence");
        assertThat(seen.path("user_id").asLong()).isEqualTo(bob.id().value());
        assertThat(seen.path("online").asBoolean()).isTrue();
        assertThat(carols.waiting()).isEmpty();
    }

    @Test
    void g10_loggingOutClosesEverySocketOfTheSession() {
        Caller session = caller(alice);
        Client one = open(session);
        Client two = open(session);
        Client other = open(alice);

        chat.sessions().logOut(session);

        assertThat(one.closedWith()).isEqualTo(4401);
        assertThat(two.closedWith()).isEqualTo(4401);
        assertThat(other.closed()).isFalse();
    }

    @Test
    void aClientIsPingedWhenItIsTimeAndAnswersWithTheSame() {
        Client hers = greeted(alice);
        SocketSession session = (SocketSession) hers.socket();
        long now = System.nanoTime();

        session.tick(now + TimeUnit.SECONDS.toNanos(24));
        boolean early = !hers.waiting().isEmpty();
        session.tick(now + TimeUnit.SECONDS.toNanos(26));
        hers.send("{}");

        assertThat(early).isFalse();
        assertThat(hers.next().isEmpty()).isTrue();
        assertThat(hers.waiting()).as("a pong gets no answer").isEmpty();
    }

    @Test
    void w11_whoIsSilentForAMinuteIsClosed() {
        Client hers = greeted(alice);
        SocketSession session = (SocketSession) hers.socket();
        long now = System.nanoTime();

        session.tick(now + TimeUnit.SECONDS.toNanos(59));
        boolean early = hers.closed();
        session.tick(now + TimeUnit.SECONDS.toNanos(62));

        assertThat(early).isFalse();
        assertThat(hers.closedWith()).isEqualTo(4003);
    }

    @Test
    void g16_whatWasTakenIsAnsweredBeforeTheGoodByeAndNothingIsTakenAfterIt() {
        Client hers = greeted(alice);
        hers.stopReading();
        hers.send("{'id':1,'type':'typing','conversation':" + room + "}");

        hers.socket().finish(CloseCode.GOING_AWAY, "later");
        hers.send("{'id':2,'type':'typing','conversation':" + room + "}");
        boolean early = hers.closed();
        hers.readOn();

        assertThat(early).isFalse();
        assertThat(hers.closedWith()).isEqualTo(1001);
        assertThat(hers.next().path("id").asInt()).isEqualTo(1);
        assertThat(hers.waiting()).isEmpty();
    }

    @Test
    void g13_whoNeverReadsIsClosedAndMissesNothingWhenHeIsBack() {
        Client hers = greeted(alice);
        hers.stopReading();
        for (int i = 0; i < 100; i++) {
            post(bob, "x".repeat(4_000));
        }

        assertThat(hers.closedWith()).isEqualTo(4001);
        hers.socket().close();
        JsonNode back = open(alice).next();
        assertThat(back.path("positions").path(Long.toString(room)).asInt()).isEqualTo(100);
    }
}
