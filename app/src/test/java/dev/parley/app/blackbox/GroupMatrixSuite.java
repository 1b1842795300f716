package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.app.blackbox.Cast.Place;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route of a conversation as everybody asks for it in a group and in a channel, by what he is there. A route of the document
 * that has no row here fails the suite.
 */
abstract class GroupMatrixSuite extends ServerSuite {

    /** What somebody is, in the order of the columns; for an administrator nothing is different here from a stranger, but what is said. */
    private static final List<String> COLUMNS =
            List.of("nobody", "stranger", "former", "banned", "member", "moderator", "owner");

    /** One row: what each gets; {@code {other}} stands for another member, {@code {new}} for somebody who is none. */
    private record Row(String route, String kind, String rest, String body, List<Integer> statuses) {

        String method() {
            return route.substring(0, route.indexOf(' '));
        }

        String path(Place place) {
            return rest.startsWith("/api/")
                    ? rest.replace("{id}", "" + place.message())
                    : "/api/conversations/" + place.conversation() + rest;
        }

        int status(String role) {
            return switch (role) {
                case "disabled" -> 401;
                case "administrator" -> rest.endsWith("/edits") ? 200 : status("stranger");
                default -> statuses.get(COLUMNS.indexOf(role));
            };
        }
    }

    GroupMatrixSuite(Database database) {
        super(database);
    }

    private static Row row(String route, String kind, String rest, String body, Integer... statuses) {
        return new Row(route, kind, rest, body, List.of(statuses));
    }

    /** For members of all kinds; those who are none know of nothing. */
    private static Stream<Row> members(String route, String rest, String body, int status) {
        return both(route, rest, body, 401, 404, 404, 404, status, status, status);
    }

    private static Stream<Row> both(String route, String rest, String body, Integer... statuses) {
        return Stream.of(row(route, "group", rest, body, statuses), row(route, "channel", rest, body, statuses));
    }

    /** For what another member has said. */
    private static Stream<Row> ofMessages() {
        String one = "/api/messages/{id}";
        String reaction = "/reactions/%F0%9F%91%8D";
        return Stream.of(
                        members("GET " + one, one, "", 200),
                        members("PATCH " + one, one, "{'content':'x'}", 403),
                        members("POST " + one + "/update_message", one + "/update_message", "{'content':'x'}", 403),
                        both("DELETE " + one, one, "", 401, 404, 404, 404, 403, 204, 204),
                        both(
                                "DELETE " + one + "/delete_message",
                                one + "/delete_message",
                                "",
                                401,
                                404,
                                404,
                                404,
                                403,
                                204,
                                204),
                        members("GET " + one + "/edits", one + "/edits", "", 403),
                        members("POST " + one + "/report", one + "/report", "{'reason':'rude'}", 204),
                        both("PUT " + one + "/pin", one + "/pin", "", 401, 404, 404, 404, 403, 200, 200),
                        both("DELETE " + one + "/pin", one + "/pin", "", 401, 404, 404, 404, 403, 200, 200),
                        members("PUT " + one + "/reactions/{emoji}", one + reaction, "", 200),
                        members("DELETE " + one + "/reactions/{emoji}", one + reaction, "", 200))
                .flatMap(rows -> rows);
    }

    private static List<Row> rows() {
        String one = "/api/conversations/{id}";
        return Stream.of(
                        members("GET " + one, "", "", 200),
                        both("PATCH " + one, "", "{'title':'{free}'}", 401, 404, 404, 404, 403, 200, 200),
                        members("GET " + one + "/messages", "/messages", "", 200),
                        members("POST " + one + "/messages", "/messages", "{'content':'x'}", 201),
                        members("GET " + one + "/changes", "/changes?after=0", "", 200),
                        members("GET " + one + "/search", "/search?q=secret", "", 200),
                        both("PATCH " + one, "", "{'archived':true}", 401, 404, 404, 404, 403, 403, 200),
                        members("POST " + one + "/read", "/read", "{'seq':1}", 200),
                        members("POST " + one + "/read", "/read", "{'unread_from':1}", 200),
                        members("GET " + one + "/seen", "/seen", "", 200),
                        members("PATCH " + one + "/settings", "/settings", "{'hidden':true}", 200),
                        members("GET " + one + "/pins", "/pins", "", 200),
                        both("GET " + one + "/invitations", "/invitations", "", 401, 404, 404, 404, 403, 200, 200),
                        both("POST " + one + "/invitations", "/invitations", "{}", 401, 404, 404, 404, 403, 201, 201),
                        both(
                                "DELETE " + one + "/invitations/{invitation}",
                                "/invitations/77",
                                "",
                                401,
                                404,
                                404,
                                404,
                                403,
                                404,
                                404),
                        ofMessages(),
                        members("GET " + one + "/members", "/members", "", 200),
                        Stream.of(
                                row(
                                        "POST " + one + "/members",
                                        "group",
                                        "/members",
                                        "{}",
                                        401,
                                        404,
                                        404,
                                        404,
                                        204,
                                        204,
                                        204),
                                row(
                                        "POST " + one + "/members",
                                        "channel",
                                        "/members",
                                        "{}",
                                        401,
                                        204,
                                        204,
                                        403,
                                        204,
                                        204,
                                        204),
                                row(
                                        "POST " + one + "/members",
                                        "group",
                                        "/members",
                                        "{'user':'@{new}'}",
                                        401,
                                        404,
                                        404,
                                        404,
                                        403,
                                        204,
                                        204),
                                row(
                                        "POST " + one + "/members",
                                        "channel",
                                        "/members",
                                        "{'user':'@{new}'}",
                                        401,
                                        404,
                                        404,
                                        404,
                                        204,
                                        204,
                                        204)),
                        both(
                                "PATCH " + one + "/members/{user}",
                                "/members/@{other}",
                                "{'role':'moderator'}",
                                401,
                                404,
                                404,
                                404,
                                403,
                                403,
                                204),
                        both(
                                "DELETE " + one + "/members/{user}",
                                "/members/@{other}",
                                "",
                                401,
                                404,
                                404,
                                404,
                                403,
                                204,
                                204),
                        both("DELETE " + one + "/members/{user}", "/members/me", "", 401, 404, 404, 404, 204, 204, 409))
                .flatMap(rows -> rows)
                .toList();
    }

    @Test
    void p_everyRouteOfAConversationHasARow() {
        Set<String> described = new TreeSet<>();
        for (var path : anybody().get("/api/openapi.json").json().path("paths").properties()) {
            if (path.getKey().startsWith("/api/conversations/{id}")
                    || path.getKey().startsWith("/api/messages/{id}")) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }
        }

        assertThat(rows().stream().map(Row::route).collect(Collectors.toSet())).isEqualTo(described);
    }

    @TestFactory
    Stream<DynamicTest> p_everybodyGetsWhatIsHisAndNoMore() {
        Cast cast = new Cast(server());
        return rows().stream().flatMap(row -> Cast.ROLES.stream().map(role -> test(cast, row, role)));
    }

    private DynamicTest test(Cast cast, Row row, String role) {
        String name = row.route() + row.rest() + " " + row.body() + " by " + role + " of a " + row.kind();
        return dynamicTest(name, () -> {
            Place place = cast.place(row.kind());
            String body = cast.fill(row.body());
            Reply reply = cast.of(role).send(row.method(), cast.fill(row.path(place)), body);

            assertThat(reply.status()).as(reply.body()).isEqualTo(row.status(role));
            if (reply.status() >= 400) {
                assertThat(reply.body()).doesNotContain("secret");
            }
            if (reply.status() == 404) {
                Reply missing = cast.of(role).send(row.method(), cast.fill(row.path(Place.NOWHERE)), body);
                assertThat(reply.body()).isEqualTo(missing.body());
            }
        });
    }
}
