package dev.parley.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client does, without network and time. Long because the protocol's rule for clients is one state machine, and each test is
 * one of its transitions.
 */
class ProtocolTest {

    private static final ConversationId SEVEN = new ConversationId(7);
    private static final ConversationId NINE = new ConversationId(9);
    private static final Following LIVE = Following.NOTHING.everything();

    private final List<String> done = new ArrayList<>();
    private final Heard heard = new Heard();
    private long now = Long.MAX_VALUE - 5;
    private double random = 1;
    private Protocol protocol = of(LIVE);

    private Protocol of(Following following) {
        return new Protocol(
                new Protocol.Outside() {
                    @Override
                    public void dial() {
                        done.add("dial");
                    }

                    @Override
                    public void write(String frame) {
                        done.add(frame.replace('"', '\''));
                    }

                    @Override
                    public void hangUp() {
                        done.add("hang up");
                    }
                },
                new Protocol.Follower(following, heard, BackOff.Pace.USUAL),
                () -> now,
                () -> random);
    }

    private void begin(Following following) {
        protocol = of(following);
        protocol.start();
        forget();
    }

    /** What was done since it was asked last. */
    private List<String> done() {
        List<String> since = List.copyOf(done);
        done.clear();
        return since;
    }

    private void forget() {
        done();
        heard.words();
    }

    private void text(String frame) {
        protocol.text(frame.replace('\'', '"'));
    }

    private void hello(String positions) {
        hello("k1", positions, false);
    }

    private void hello(String epoch, String positions, boolean more) {
        text("{'type':'hello','protocol':1,'epoch':'" + epoch + "','ping_ms':25000,'positions':{"
                + positions.replaceAll("(\\d+):", "'$1':") + "},'more':" + more + "}");
    }

    private static String change(long seq) {
        return "{'type':'message.created','conversation':7,'seq':" + seq + ",'message':{'id':" + seq + "}}";
    }

    private static String edit(long seq, int version) {
        return "{'type':'message.edited','conversation':7,'seq':" + seq + ",'message':{'id':41,'version':" + version
                + "}}";
    }

    private static String changes(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(ProtocolTest::change).collect(Collectors.joining(","));
    }

    private static String page(long id, long from, long to, long top) {
        return "{'id':" + id + ",'type':'ok','changes':[" + changes(from, to) + "],'top':" + top + ",'more':"
                + (to < top) + ",'reset':false}";
    }

    private static String pull(long id, long after) {
        return "{'type':'changes','conversation':7,'after':" + after + ",'id':" + id + "}";
    }

    private void pass(Duration time) {
        now += time.toNanos();
        protocol.tick();
    }

    /** How long it wants to be left alone. */
    private Duration idle() {
        return Duration.ofNanos(protocol.due().orElseThrow() - now);
    }

    private CompletableFuture<ObjectNode> order(ConversationId conversation, String clientId) {
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        protocol.order(new Order(conversation, Json.object().put("type", "send").put("client_id", clientId), answer));
        return answer;
    }

    private static String sent(long id, String clientId) {
        return "{'id':" + id + ",'type':'send','client_id':'" + clientId + "'}";
    }

    private static String ok(long id) {
        return "{'id':" + id + ",'type':'ok'}";
    }

    private static String refusal(long id, String code, boolean retryable) {
        return "{'id':" + id + ",'type':'error','error':{'code':'" + code + "','detail':'No.','retryable':" + retryable
                + "}}";
    }

    @Test
    void itIsConnectedOnceItHasWhatThereIs() {
        protocol.start();
        hello("7:42");
        text(change(43) + "\n" + change(44));

        assertThat(done()).containsExactly("dial");
        assertThat(heard.words()).containsExactly("CONNECTING", "started 7 at 42", "CONNECTED", "7/43", "7/44");
        assertThat(protocol.positions()).containsEntry(SEVEN, 44L);
        assertThat(protocol.epoch()).hasValue("k1");
    }

    @Test
    void g6_whatWasMissedIsPulledAndWhatComesMeanwhileIsHeld() {
        begin(Following.NOTHING.with(SEVEN, Optional.of(40L)));

        hello("7:42,9:3");
        text(change(43));
        List<String> before = heard.words();
        text(page(1, 41, 42, 42));
        text(change(43));

        assertThat(done()).containsExactly(pull(1, 40));
        assertThat(before).containsExactly("started 7 at 40", "CATCHING_UP");
        assertThat(heard.words()).containsExactly("7/41", "7/42", "7/43", "CONNECTED");
    }

    @Test
    void g6_aGapBetweenPushesIsPulled() {
        begin(LIVE);
        hello("7:42");
        forget();

        text(change(45));
        text(change(47));
        text(page(1, 43, 46, 46));

        assertThat(done()).containsExactly(pull(1, 42));
        assertThat(heard.words()).containsExactly("CATCHING_UP", "7/43", "7/44", "7/45", "7/46", "7/47", "CONNECTED");
    }

    /** A page tells what a message is now; what is pushed, what its change made of it. */
    @Test
    void g5_whatWasPushedBeforeAPageWasReadBringsNoEarlierStateBack() {
        begin(Following.NOTHING.with(SEVEN, Optional.of(40L)));
        hello("7:42");

        text(edit(43, 2));
        text("{'id':1,'type':'ok','changes':[" + edit(41, 4) + "," + edit(42, 4) + "],'top':45,'more':true}");
        text(edit(44, 3));
        text("{'id':2,'type':'ok','changes':[" + edit(43, 5) + "," + edit(44, 5) + "," + edit(45, 5) + "],'top':46}");
        text(edit(46, 5));
        text("{'id':3,'type':'ok','changes':[" + edit(46, 5) + "],'top':46}");
        text(edit(47, 6));

        assertThat(done()).containsExactly(pull(1, 40), pull(2, 42), pull(3, 45));
        assertThat(heard.seqs(SEVEN)).containsExactly(41L, 42L, 43L, 44L, 45L, 46L, 47L);
        assertThat(heard.versions()).isSorted();
    }

    @Test
    void pagesArePulledOneAfterTheOther() {
        begin(LIVE.fromTheStart());

        hello("7:4");
        text(page(1, 1, 2, 4));
        text(page(2, 3, 4, 4));

        assertThat(done()).containsExactly(pull(1, 0), pull(2, 2));
        assertThat(heard.seqs(SEVEN)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void g13_whatIsHeldIsBoundedAndPulledInstead() {
        begin(Following.NOTHING.with(SEVEN, Optional.of(0L)));
        hello("7:1");
        LongStream.rangeClosed(2, 1_000).forEach(seq -> text(change(seq)));

        text(page(1, 1, 1, 1));
        long reached = protocol.positions().getOrDefault(SEVEN, 0L);
        text(page(2, reached + 1, 1_000, 1_000));

        assertThat(reached).isBetween(100L, 400L);
        assertThat(done()).containsExactly(pull(1, 0), pull(2, reached));
        assertThat(heard.seqs(SEVEN)).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void g6_anotherEpochStartsAfresh() {
        begin(LIVE);
        hello("7:42");
        protocol.closed(1006, "");
        pass(Duration.ofSeconds(1));
        forget();

        hello("k2", "7:42", false);
        text(change(43));

        assertThat(heard.words()).containsExactly("reset 7 at 42", "CONNECTED", "7/43");
    }

    @Test
    void g6_aPositionOfAnEarlierTimeHoldsOnlyInItsEpoch() {
        begin(Following.NOTHING.with(SEVEN, Optional.of(40L)).since("k0"));

        hello("7:42");

        assertThat(heard.words()).containsExactly("reset 7 at 42", "CONNECTED");
    }

    @ParameterizedTest
    @CsvSource({"43, 42, reset", "0, 301, reset", "0, 300, started", "42, 42, started"})
    void g6_whoIsAboveTheTopOrTooFarBehindStartsAfresh(long mine, long top, String told) {
        begin(Following.NOTHING.with(SEVEN, Optional.of(mine)));

        hello("7:" + top);

        assertThat(heard.words()).contains(told + " 7 at " + (told.equals("reset") ? top : mine));
    }

    @Test
    void g6_aServerThatSaysSoStartsItAfreshAsDoesOneThatHasAHole() {
        begin(LIVE.fromTheStart());
        hello("7:42,9:1");
        text("{'id':1,'type':'ok','changes':[],'top':40,'more':false,'reset':true}");
        text("{'id':2,'type':'ok','changes':[],'top':1,'more':false,'reset':false}");

        assertThat(heard.words()).contains("reset 7 at 40", "reset 9 at 1").endsWith("CONNECTED");
    }

    @Test
    void g6_whatCameBeforeAResetIsNotLostWithIt() {
        begin(Following.NOTHING.with(SEVEN, Optional.empty()));
        hello("k1", "", true);

        text(change(43));
        text("{'id':1,'type':'ok','changes':[],'top':42,'more':false,'reset':true}");
        text(page(2, 43, 43, 43));

        assertThat(heard.words()).containsExactly("CATCHING_UP", "reset 7 at 42", "7/43", "CONNECTED");
    }

    @Test
    void g6_aHoleThatTheServerCannotFillStartsAfresh() {
        begin(LIVE);
        hello("7:42");
        forget();

        text(change(45));
        text("{'id':1,'type':'ok','changes':[],'top':42,'more':false,'reset':false}");
        text(change(46));

        assertThat(heard.words()).containsExactly("CATCHING_UP", "reset 7 at 45", "CONNECTED", "7/46");
    }

    @ParameterizedTest
    @CsvSource({"k1, true", "k2, false"})
    void g6_oneThatCouldNotBeNamedGoesOnUnlessTheEpochIsAnother(String epoch, boolean goesOn) {
        begin(LIVE);
        hello("7:42");
        protocol.closed(1006, "");
        pass(Duration.ofSeconds(1));
        forget();

        hello(epoch, "", true);

        assertThat(done()).containsExactly(pull(1, goesOn ? 42 : (1L << 53) - 1));
    }

    @Test
    void anOkMovesNoPosition() {
        begin(LIVE);
        hello("7:42");
        order(SEVEN, "a");
        forget();

        text("{'id':1,'type':'ok','message':{'id':1,'conversation':7,'seq':43}}");
        List<String> before = heard.words();
        text(change(43));

        assertThat(before).isEmpty();
        assertThat(heard.words()).containsExactly("7/43");
    }

    @Test
    void aConversationThatIsNotNamedAnyMoreIsGone() {
        begin(LIVE);
        hello("7:42,9:3");
        protocol.closed(1006, "");
        pass(Duration.ofSeconds(1));
        forget();

        hello("9:3");

        assertThat(heard.words()).containsExactly("removed 7", "CONNECTED");
    }

    @Test
    void aConversationThatCouldNotBeNamedIsAskedFor() {
        begin(Following.NOTHING.with(SEVEN, Optional.of(40L)).with(NINE, Optional.empty()));

        hello("k1", "", true);
        text("{'id':1,'type':'ok','changes':[],'top':40,'more':false,'reset':false}");
        text("{'id':2,'type':'ok','changes':[],'top':5,'more':false,'reset':true}");

        assertThat(done()).hasSize(2).first().isEqualTo(pull(1, 40));
        assertThat(heard.words()).contains("started 7 at 40", "reset 9 at 5").endsWith("CONNECTED");
    }

    @Test
    void aConversationOfSomebodyElseIsSaidToBeNone() {
        begin(Following.NOTHING.with(NINE, Optional.empty()));

        hello("7:42");

        assertThat(heard.words()).containsExactly("removed 9", "CONNECTED");
    }

    @Test
    void whatIsOpenedLaterIsFollowedFromItsFirstChange() {
        begin(LIVE);
        hello("");
        forget();

        text("{'type':'conversation.added','conversation':7,'seq':1}");
        text(change(2));
        text(page(1, 1, 1, 1));

        assertThat(done()).containsExactly(pull(1, 0));
        assertThat(heard.words())
                .containsExactly("added 7", "started 7 at 0", "CATCHING_UP", "7/1", "7/2", "CONNECTED");
    }

    @Test
    void whatOthersFollowIsLeftOut() {
        begin(Following.NOTHING.with(NINE, Optional.empty()));
        hello("7:42,9:1");
        forget();

        text(change(43) + "\n{'type':'conversation.added','conversation':8,'seq':1}\n{'type':'read','conversation':7}");

        assertThat(heard.words()).containsExactly("added 8", "read");
        assertThat(done()).isEmpty();
    }

    @Test
    void aPingIsAnsweredAndSilenceEndsTheLine() {
        begin(LIVE);
        hello("7:42");
        text("{}");
        List<String> pong = done();
        pass(Duration.ofMillis(59_999));
        List<String> early = done();
        pass(Duration.ofMillis(1));

        assertThat(pong).containsExactly("{}");
        assertThat(early).isEmpty();
        assertThat(done()).containsExactly("hang up");
        assertThat(heard.words()).endsWith("WAITING");
    }

    @Test
    void aServerThatNeverGreetsIsGivenUp() {
        begin(LIVE);

        assertThat(idle()).isEqualTo(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(20));

        assertThat(done()).containsExactly("hang up");
    }

    @Test
    void theWaitDoublesFromHalfASecondToHalfAMinuteAndIsShortAgainAfterAGoodConnection() {
        protocol.start();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            protocol.closed(1006, "");
            waits.add(idle().toMillis());
            pass(idle());
        }
        hello("7:42");
        now += TimeUnit.SECONDS.toNanos(5);
        protocol.closed(1006, "");

        assertThat(waits).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
        assertThat(idle()).isEqualTo(Duration.ofMillis(500));
        assertThat(done()).hasSize(10).containsOnly("dial");
    }

    @Test
    void theWaitIsSpreadOverAllOfIt() {
        random = 0.25;
        begin(LIVE);

        protocol.closed(1006, "");

        assertThat(idle()).isEqualTo(Duration.ofMillis(125));
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1012, 4008})
    void itComesBackWhenTheServerSaid(int code) {
        begin(LIVE);
        hello("7:42");

        protocol.closed(code, "{\"retry_after_ms\":1700}");
        Duration first = idle();
        pass(first);
        protocol.closed(code, "{\"retry_after_ms\":0}");

        assertThat(first).isEqualTo(Duration.ofMillis(1_700));
        assertThat(idle()).as("a server cannot make it spin").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void itDoesNotStayAwayForEverBecauseAServerSaysSo() {
        begin(LIVE);
        hello("7:42");

        protocol.closed(1012, "{\"retry_after_ms\":" + Long.MAX_VALUE + "}");

        assertThat(idle()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1005, 1006, 1011, 4001, 4003, 4999})
    void itComesBackAfterMostEnds(int code) {
        begin(LIVE);
        hello("7:42");

        protocol.closed(code, "words");

        assertThat(heard.words()).endsWith("WAITING");
        assertThat(idle()).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        "4400, REFUSED",
        "1003, REFUSED",
        "1007, REFUSED",
        "1009, REFUSED",
        "4401, NOT_LOGGED_IN",
        "4429, TOO_MANY_CONNECTIONS"
    })
    void itStopsWhereComingBackIsNoUseAndSaysSo(int code, Stopped.Why why) {
        begin(LIVE);
        hello("7:42");
        CompletableFuture<ObjectNode> waiting = order(SEVEN, "a");

        protocol.closed(code, "");
        CompletableFuture<ObjectNode> late = order(SEVEN, "b");

        assertThat(heard.words()).endsWith("STOPPED", "stopped " + why);
        assertThat(protocol.due()).isEqualTo(OptionalLong.empty());
        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(ClientException.class);
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void whoseLineBrokeWaitsUntilTheServerHasNoticedAndDoesNotStop() {
        begin(LIVE);
        hello("7:42");
        protocol.closed(1006, "");
        pass(idle());
        done();

        protocol.closed(4429, "Too many connections");
        assertThat(heard.words()).endsWith("WAITING");
        assertThat(idle()).isEqualTo(Duration.ofSeconds(30));
        pass(idle());

        assertThat(done()).containsExactly("dial");
    }

    @ParameterizedTest
    @CsvSource({"401, NOT_LOGGED_IN", "403, REFUSED", "404, REFUSED", "426, REFUSED", "200, REFUSED", "302, REFUSED"})
    void aHandshakeThatIsRefusedForGoodStopsIt(int status, Stopped.Why why) {
        begin(LIVE);

        protocol.refused(status, Optional.empty());

        assertThat(heard.words()).endsWith("stopped " + why);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aHandshakeThatIsRefusedForNowIsTriedAgain(int status) {
        begin(LIVE);

        protocol.refused(status, Optional.of(Duration.ofSeconds(3)));

        assertThat(idle()).isEqualTo(Duration.ofSeconds(3));
        pass(idle());
        assertThat(done()).containsExactly("dial");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "[]", "{'type':'message.created','conversation':0,'seq':1}", "{'type':7,'seq':1}"})
    void aServerThatSpeaksNonsenseIsLeftAndTriedAgainLater(String frame) {
        begin(LIVE);
        hello("7:42");
        done();

        text(frame);
        text(change(43));

        assertThat(done()).containsExactly("hang up");
        assertThat(heard.words()).endsWith("WAITING");
    }

    @Test
    void anotherProtocolStopsIt() {
        begin(LIVE);

        text("{'type':'hello','protocol':2,'epoch':'k1','positions':{}}");

        assertThat(heard.words()).endsWith("stopped REFUSED");
    }

    @Test
    void g3_whatWasNotAnsweredIsSentAgainAsItWas() {
        begin(LIVE);
        CompletableFuture<ObjectNode> first = order(SEVEN, "a");
        assertThat(done()).as("nothing is sent before the hello").isEmpty();
        hello("7:42");
        protocol.closed(1006, "");
        pass(Duration.ofSeconds(1));
        hello("7:42");
        text(ok(2));

        assertThat(done()).containsExactly(sent(1, "a"), "dial", sent(2, "a"));
        assertThat(first).isCompleted();
    }

    @Test
    void g5_theNextOfAConversationWaitsForTheOneBefore() {
        begin(LIVE);
        hello("7:42");
        order(SEVEN, "a");
        order(SEVEN, "b");
        order(NINE, "c");
        List<String> atOnce = done();

        text(ok(1));

        assertThat(atOnce).containsExactly(sent(1, "a"), sent(2, "c"));
        assertThat(done()).containsExactly(sent(3, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_limited", "unavailable", "outcome_unknown"})
    void g4_aPassingRefusalIsTriedAgainAfterAWhileAndKeepsTheOrder(String code) {
        begin(LIVE);
        hello("7:42");
        CompletableFuture<ObjectNode> first = order(SEVEN, "a");
        order(SEVEN, "b");

        text(refusal(1, code, true));
        Duration pause = idle();
        pass(pause);
        text(ok(2));

        assertThat(pause).isEqualTo(Duration.ofMillis(500));
        assertThat(done()).containsExactly(sent(1, "a"), sent(2, "a"), sent(3, "b"));
        assertThat(first).isCompleted();
    }

    @Test
    void aPassingRefusalIsTriedAgainWhenTheServerSaidAndNotSoonerEachTime() {
        begin(LIVE);
        hello("7:42");
        order(SEVEN, "a");

        text(refusal(1, "rate_limited", true).replace("'No.'", "'No.','retry_after_ms':1700"));
        Duration first = idle();
        pass(first);
        text(refusal(2, "rate_limited", true).replace("'No.'", "'No.','retry_after_ms':0"));

        assertThat(first).isEqualTo(Duration.ofMillis(1_700));
        assertThat(idle()).as("a server cannot make it spin").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPassingRefusalOfAPullIsTriedAgainAndAFinalOneMeansThatItIsGone() {
        begin(LIVE.fromTheStart());
        hello("7:1");

        text(refusal(1, "rate_limited", true));
        pass(idle());
        text(refusal(2, "not_found", false));

        assertThat(done()).containsExactly(pull(1, 0), pull(2, 0));
        assertThat(heard.words()).endsWith("removed 7", "CONNECTED");
    }

    @Test
    void whatIsRefusedForGoodFailsAndTheNextGoesOn() {
        begin(LIVE);
        hello("7:42");
        CompletableFuture<ObjectNode> first = order(SEVEN, "a");
        CompletableFuture<ObjectNode> second = order(SEVEN, "b");

        text(refusal(1, "client_id_reused", false));
        text(ok(2));

        assertThatThrownBy(first::join).hasRootCauseMessage("No.").satisfies(failure -> {
            ClientException refusal = (ClientException) failure.getCause();
            assertThat(refusal.problem().orElseThrow().code()).isEqualTo("client_id_reused");
        });
        assertThat(second).isCompleted();
    }

    @Test
    void w08_fewEnoughAreOnTheirWayThatRefusingThemAllIsNoFlood() {
        begin(LIVE);
        hello("7:42");

        for (int i = 1; i <= 50; i++) {
            order(new ConversationId(i), "a");
        }

        assertThat(done()).hasSize(8);
    }

    @Test
    void closingItTellsEverybody() {
        begin(LIVE);
        hello("7:42");
        CompletableFuture<ObjectNode> waiting = order(SEVEN, "a");
        forget();

        protocol.close();
        protocol.close();

        assertThat(done()).containsExactly("hang up");
        assertThat(heard.words()).containsExactly("STOPPED", "stopped CLOSED");
        assertThat(waiting).isCompletedExceptionally();
    }
}
