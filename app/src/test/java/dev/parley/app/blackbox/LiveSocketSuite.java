package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be tried at {@code /ws} alone: who gets in, and attacks W12–W14 and W20 by somebody who was let in. */
abstract class LiveSocketSuite extends ServerSuite {

    private static final String PATH = "/ws";
    private static final Duration PROMPT = Duration.ofSeconds(5);

    LiveSocketSuite(Database database) {
        super(database);
    }

    private ChatSocket open(Client who) {
        return SocketKind.EVERYTHING.open(who, who);
    }

    private static String pull(long conversation, Object after) {
        return "{'id':'pull','type':'changes','conversation':" + conversation + ",'after':" + after + "}";
    }

    private void assertUsable(ChatSocket socket, Client who) {
        ObjectNode ok = socket.ask(
                "{'id':'last','type':'send','conversation':" + who.conversationWith(who) + ",'content':'here'}");

        assertThat(ok.path("id").asText()).as(ok.toString()).isEqualTo("last");
        assertThat(ok.path("type").asText()).isEqualTo("ok");
    }

    // --- who gets in

    @Test
    void w02_whoIsNotLoggedInIsRefusedBeforeTheUpgrade() {
        Client stranger = anybody().with("Cookie", "parley_session=wrong").with("Origin", server().origin());

        assertThat(ChatSocket.status(anybody(), PATH)).isEqualTo(401);
        assertThat(ChatSocket.status(anybody().bearer("ses_wrong"), PATH)).isEqualTo(401);
        assertThat(ChatSocket.status(anybody().with("Authorization", "Basic YTpi"), PATH))
                .isEqualTo(401);
        assertThat(ChatSocket.status(stranger, PATH)).isEqualTo(401);
    }

    @Test
    void withoutAHandshakeTheAddressSaysWhatItIs() {
        Reply reply = user("alice").get(PATH);

        assertThat(reply.said()).isEqualTo("426 upgrade_required");
        assertThat(reply.header("Upgrade")).hasValue("websocket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/", "/ws/x", "/WS", "/ws%2f", "/ws;x=1", "/api/ws", "//ws"})
    void nothingElseIsASocket(String path) {
        assertThat(ChatSocket.status(user("alice"), path)).isIn(101, 400, 404, 426);
    }

    // --- commands

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':7} | 7 invalid type",
                "{'id':7,'type':'shutdown'} | 7 invalid type",
                "{'id':7,'type':['send']} | 7 invalid type",
                "{'type':'send'} | invalid id",
                "{'id':null,'type':'send'} | invalid id",
                "{'id':{},'type':'send'} | invalid id",
                "{'id':1e400,'type':'send'} | invalid id",
                "{'id':99999999999999999999,'type':'send'} | invalid id",
                "{'id':'x','type':'send'} | x invalid conversation",
                "{'id':'x','type':'send','conversation':1e400,'content':'x'} | x invalid conversation",
                "{'id':'x','type':'send','conversation':99999999,'content':'x'} | x not_found",
                "{'id':'x','type':'edit','conversation':99999999,'message':1,'content':'x'} | x not_found",
                "{'id':'x','type':'delete','conversation':99999999,'message':1} | x not_found",
                "{'id':'x','type':'read','conversation':99999999,'seq':1} | x not_found",
                "{'id':'x','type':'typing','conversation':99999999} | x not_found"
            })
    void w12_aWrongCommandGetsOneErrorWithItsId(String command, String refusal) {
        Client alice = user("alice");

        try (ChatSocket hers = open(alice)) {
            ObjectNode error = hers.ask(command);

            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat((error.path("id").asText() + " "
                                    + error.at("/error/code").asText() + " "
                                    + error.at("/error/errors/0/field").asText())
                            .strip())
                    .isEqualTo(refusal);
            assertUsable(hers, alice);
        }
    }

    @Test
    void w12_anIdIsRepeatedAsItCameAndMayBeUsedAgain() {
        Client alice = user("alice");
        long notes = alice.conversationWith(alice);
        String longest = "😀\\u0000\\\"".repeat(8) + "x".repeat(24);

        try (ChatSocket hers = open(alice)) {
            for (String id : List.of("\"\"", "0", "-1", Long.toString(Long.MIN_VALUE), "\"" + longest + "\"", "0")) {
                hers.sendRaw("{\"id\":" + id + ",\"type\":\"changes\",\"conversation\":" + notes + ",\"after\":0}");

                assertThat(hers.nextText()).startsWith("{\"id\":" + id + ",\"type\":\"ok\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "{",
                "null",
                "[]",
                "\"text\"",
                "{'id':1,'id':2,'type':'read'}",
                "{'id':1,'type':'read'} trailing",
                "{'id':1,'type':'read'}{'id':2,'type':'read'}",
                "{'id':1,'type':'read','seq':NaN}",
                "{'id':1,'type':'read',}",
                "\uFEFF{'id':1,'type':'read'}",
                "{\u0000'id':1}",
                "<xml/>"
            })
    void w12_whatIsNoLinesOfObjectsClosesTheSocket(String frame) {
        try (ChatSocket hers = open(user("alice"))) {
            hers.send(frame);

            assertThat(hers.closeCode()).isEqualTo(4400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "9", "{'a':", "x"})
    void w12_depthAndLengthAreBounded(String much) {
        try (ChatSocket hers = open(user("alice"))) {
            hers.send("{'id':1,'type':'read','seq':" + much.repeat(10_000) + "}");

            assertThat(hers.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void w12_ofAFrameWithABrokenLineNothingIsCarriedOut() {
        Client alice = user("alice");
        long notes = alice.conversationWith(alice);
        String send = "{'id':1,'type':'send','conversation':" + notes + ",'content':'%s'}";

        try (ChatSocket hers = open(alice)) {
            hers.send(send.formatted("before") + "\n{\n" + send.formatted("after"));

            assertThat(hers.closeCode()).isEqualTo(4400);
        }
        alice.writesTo(alice, "later");
        assertThat(alice.texts("")).containsExactly("later");
    }

    // --- positions

    @Test
    void w13_whatIsNoPlaceInOnesOwnLogBringsNothing() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client mallory = user("mallory");
        alice.writesTo(bob, "xyzzy");
        long foreign = alice.conversationWith(bob);
        long own = mallory.conversationWith(mallory);

        try (ChatSocket hers = open(mallory)) {
            for (Object after : List.of(0, 1, -1, Long.MAX_VALUE)) {
                assertThat(hers.ask(pull(foreign, after))).isEqualTo(hers.ask(pull(99_999_999, after)));
            }
            for (String conversation : List.of("0", "-1", "9223372036854775807")) {
                assertThat(hers.ask(pull(Long.parseLong(conversation), 0))
                                .at("/error/code")
                                .asText())
                        .isEqualTo("not_found");
            }
            assertThat(hers.ask(pull(own, -1)).at("/error/status").asInt()).isEqualTo(400);
            assertThat(hers.ask(pull(own, "9223372036854775808"))
                            .at("/error/status")
                            .asInt())
                    .isEqualTo(400);
            assertThat(hers.ask(pull(own, 1)).path("reset").asBoolean()).isTrue();
            assertThat(hers.ask(pull(own, Long.MAX_VALUE)).path("reset").asBoolean())
                    .isTrue();
            assertUsable(hers, mallory);
        }
    }

    @Test
    void w14_aHundredWhoPullALongLogGetAllOfItAndKeepNobodyWaiting() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        int count = 500;
        fill(alice, conversation, count);

        CompletableFuture<List<Long>> pulling =
                CompletableFuture.supplyAsync(() -> Together.run(100, i -> pullAll(alice, conversation)));
        while (!pulling.isDone()) {
            long start = System.nanoTime();
            bob.writesTo(bob, "meanwhile");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        }

        assertThat(pulling.join()).containsOnly((long) count);
    }

    private void fill(Client who, long conversation, int count) {
        for (int i = 0; i < count; i += 100) {
            Stream.generate(() -> server().chat()
                            .messages()
                            .postAsync(who.actor(), new ConversationId(conversation), Draft.text("one of many")))
                    .limit(100)
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private long pullAll(Client who, long conversation) {
        try (ChatSocket socket = open(who)) {
            return socket.pullAll(conversation, 0);
        }
    }

    // --- whose it is

    @Test
    void g9_nothingOfOthersIsSeen() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client mallory = user("mallory");

        try (ChatSocket hers = open(mallory)) {
            alice.writesTo(bob, "xyzzy");
            bob.writesTo(alice, "xyzzy");
            mallory.writesTo(mallory, "own");

            ObjectNode line = hers.next();
            while (!SocketKind.text(line).equals("own")) {
                assertThat(line.path("type").asText()).isIn("conversation.added", "presence", "read");
                line = hers.next();
            }
        }
    }

    // --- typing

    private static String typing(Object id, long conversation, String more) {
        return "{'id':" + id + ",'type':'typing','conversation':" + conversation + more + "}";
    }

    @Test
    void w20_whoTypesAThousandTimesIsToldOfOnceInThreeSeconds() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        String thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> typing(i, conversation, ""))
                .collect(Collectors.joining("\n"));

        try (ChatSocket hers = open(alice);
                ChatSocket his = open(bob)) {
            long start = System.nanoTime();
            hers.send(thousand);
            IntStream.range(0, 1_000)
                    .forEach(
                            i -> assertThat(hers.answer().path("type").asText()).isEqualTo("ok"));
            long most = 2 + Duration.ofNanos(System.nanoTime() - start).toSeconds() / 3;
            alice.writesTo(bob, "written");

            assertThat(typingBefore(his, "message.created")).isBetween(1L, most);
            assertUsable(hers, alice);
        }
    }

    private static long typingBefore(ChatSocket socket, String type) {
        return Stream.generate(() -> socket.next().path("type").asText())
                .takeWhile(next -> !next.equals(type))
                .filter("typing"::equals)
                .count();
    }

    @Test
    void w20_whoTypesWhereHeIsNoMemberIsToldThatThereIsNothingAndNobodyElseIsTold() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client mallory = user("mallory");
        long conversation = alice.conversationWith(bob);

        try (ChatSocket hers = open(mallory);
                ChatSocket his = open(bob)) {
            ObjectNode others = hers.ask(typing(1, conversation, ""));
            ObjectNode nobodys = hers.ask(typing(1, Integer.MAX_VALUE, ""));
            alice.writesTo(bob, "written");

            assertThat(others).isEqualTo(nobodys);
            assertThat(others.at("/error/code").asText()).isEqualTo("not_found");
            assertThat(typingBefore(his, "message.created")).isZero();
            assertUsable(hers, mallory);
        }
    }

    @Test
    void w20_aMebibyteOfTypingIsTooLargeAndReachesNobody() {
        Client alice = user("alice");
        Client bob = user("bob");
        String much = typing(1, alice.conversationWith(bob), ",'text':'" + "x".repeat(1 << 20) + "'");

        try (Wire hers = SocketKind.EVERYTHING.openBare(server(), alice, bob);
                ChatSocket his = open(bob)) {
            hers.tries(Frames.text(much.replace('\'', '"')));

            assertThat(Frames.closeCode(hers))
                    .as("1006 where it is cut off while it sends")
                    .isIn(1009, 1006);
            alice.writesTo(bob, "written");
            assertThat(typingBefore(his, "message.created")).isZero();
        }
    }
}
