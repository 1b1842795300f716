package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.app.blackbox.Cast.Place;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command of the socket as everybody gives it in a group and in a channel, by what he is there. A command that has no row here
 * fails the suite.
 */
abstract class SocketMatrixSuite extends ServerSuite {

    private static final String NOT_FOUND = "not_found";
    private static final String FORBIDDEN = "forbidden";
    private static final String OK = "ok";

    /** One row: what a member, a moderator and the owner get, and who else gets anything but that there is nothing. */
    private record Row(String kind, String type, String fields, List<String> inside, Map<String, String> outside) {

        String of(String role) {
            int column = List.of("member", "moderator", "owner").indexOf(role);
            return column >= 0 ? inside.get(column) : outside.getOrDefault(role, NOT_FOUND);
        }
    }

    SocketMatrixSuite(Database database) {
        super(database);
    }

    private static Stream<Row> both(String type, String fields, String... inside) {
        return Stream.of("group", "channel").map(kind -> new Row(kind, type, fields, List.of(inside), Map.of()));
    }

    private static Stream<Row> members(String type, String fields) {
        return both(type, fields, OK, OK, OK);
    }

    private static List<Row> rows() {
        Map<String, String> anybody =
                new LinkedHashMap<>(Cast.OUTSIDE.stream().collect(Collectors.toMap(role -> role, role -> OK)));
        anybody.put("banned", FORBIDDEN);
        return Stream.of(
                        members("send", "'content':'x'"),
                        both("edit", "'message':{message},'content':'x'", "not_author", "not_author", "not_author"),
                        both("delete", "'message':{message}", "not_author", OK, OK),
                        members("react", "'message':{message},'emoji':'👍','on':true"),
                        both("pin", "'message':{message},'on':true", FORBIDDEN, OK, OK),
                        members("typing", ""),
                        Stream.of(
                                new Row("group", "join", "", List.of(OK, OK, OK), Map.of()),
                                new Row("channel", "join", "", List.of(OK, OK, OK), anybody),
                                new Row("group", "invite", "'user':{new_id}", List.of(FORBIDDEN, OK, OK), Map.of()),
                                new Row("channel", "invite", "'user':{new_id}", List.of(OK, OK, OK), Map.of())),
                        both("leave", "", OK, OK, "last_owner"),
                        both("remove", "'user':{other_id}", FORBIDDEN, OK, OK),
                        both("role", "'user':{other_id},'role':'moderator'", FORBIDDEN, FORBIDDEN, OK),
                        both("update", "'title':'{free}'", FORBIDDEN, OK, OK),
                        both("update", "'archived':true", FORBIDDEN, FORBIDDEN, OK),
                        members("changes", "'after':0"),
                        members("read", "'seq':1"),
                        members("read", "'unread_from':1"),
                        members("settings", "'hidden':true"))
                .flatMap(rows -> rows)
                .toList();
    }

    @Test
    void p_everyCommandHasARow() {
        try (ChatSocket socket = ChatSocket.at(user("somebody"), "/ws")) {
            socket.next();
            String known =
                    socket.ask("{'id':1,'type':'nothing'}").at("/error/detail").asText();

            Set<String> commands = new TreeSet<>(Arrays.asList(
                    known.replaceAll("^There are the commands (.*)\\.$", "$1").split(", ")));
            assertThat(rows().stream().map(Row::type).collect(Collectors.toSet()))
                    .isEqualTo(commands);
        }
    }

    @Test
    void p_whoIsNobodyOrDisabledHasNoSocket() {
        Cast cast = new Cast(server());

        assertThat(ChatSocket.status(cast.of("nobody"), "/ws")).isEqualTo(401);
        assertThat(ChatSocket.status(cast.of("disabled"), "/ws")).isEqualTo(401);
    }

    @TestFactory
    Stream<DynamicTest> p_everybodyGetsWhatIsHisAndNoMore() {
        Cast cast = new Cast(server());
        return rows().stream()
                .flatMap(row -> Cast.ROLES.stream()
                        .filter(role -> !Set.of("nobody", "disabled").contains(role))
                        .map(role -> test(cast, row, role)));
    }

    private DynamicTest test(Cast cast, Row row, String role) {
        return dynamicTest(row.type() + " " + row.fields() + " by " + role + " of a " + row.kind(), () -> {
            Place place = cast.place(row.kind());
            String fields = cast.fill(row.fields());
            try (ChatSocket socket = ChatSocket.at(cast.of(role), "/ws")) {
                socket.next();

                ObjectNode answer = socket.ask(command(row, fields, place));

                String said = answer.path("type").asText().equals(OK)
                        ? OK
                        : answer.at("/error/code").asText();
                assertThat(said).as(answer.toString()).isEqualTo(row.of(role));
                if (said.equals(NOT_FOUND)) {
                    assertThat(answer).isEqualTo(socket.ask(command(row, fields, Place.NOWHERE)));
                }
            }
        });
    }

    private static String command(Row row, String fields, Place place) {
        String more = fields.isEmpty() ? "" : "," + fields;
        return place.fill("{'id':1,'type':'" + row.type() + "','conversation':{conversation}" + more + "}");
    }
}
