package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.wire.Fields;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route as everybody asks for it: nobody, a stranger to the conversation, its other member, and the author of its only
 * message, who also comes with an API token. A route of the document that has no row here fails the suite.
 *
 * <p>Those who are to each other what they can be in groups and channels only have their columns in {@link GroupMatrixSuite}.
 */
abstract class MatrixSuite extends ServerSuite {

    /** One row: what each gets. {@code {conversation}}, {@code {message}}, {@code {token}} and the names are filled in. */
    private record Row(
            String route, String path, String body, int nobody, int stranger, int member, int author, int program) {

        String method() {
            return route.substring(0, route.indexOf(' '));
        }
    }

    private static final String REGISTRATION = "{'username':'{new}','password':'three small words'}";
    private static final String CREDENTIALS = "{'username':'{author}','password':'three small words'}";
    private static final String PASSWORDS =
            "{'current_password':'three small words','new_password':'four larger words'}";

    private static Row open(String route, String body, int status) {
        return new Row(route, path(route), body, status, status, status, status, status);
    }

    private static Row own(String route, String body, int status) {
        return new Row(route, path(route), body, 401, status, status, status, status);
    }

    private static Row notByToken(String route, String body, int status) {
        return new Row(route, path(route), body, 401, status, status, status, 403);
    }

    private static Row members(String route, String body, int status) {
        return new Row(route, path(route), body, 401, 404, status, status, status);
    }

    /** What is for groups and channels only. */
    private static Row nobodys(String route, String end, String body) {
        return new Row(route, "/api/conversations/{conversation}" + end, body, 401, 404, 403, 403, 403);
    }

    private static Row author(String route, String body, int status) {
        return new Row(route, path(route), body, 401, 404, 403, status, status);
    }

    private static Row reaction(String method) {
        String route = method + " /api/messages/{id}/reactions/{emoji}";
        return new Row(route, "/api/messages/{id}/reactions/%F0%9F%91%8D", "", 401, 404, 200, 200, 200);
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    private static Stream<Row> rows() {
        return Stream.of(
                open("POST /api/auth/register", REGISTRATION, 201),
                open("POST /api/auth/login", CREDENTIALS, 200),
                open("POST /api/session", CREDENTIALS, 200),
                own("GET /api/session", "", 200),
                notByToken("DELETE /api/session", "", 204),
                own("GET /api/tokens", "", 200),
                notByToken("POST /api/tokens", "{'name':'another'}", 201),
                new Row("DELETE /api/tokens/{id}", "/api/tokens/{token}", "", 401, 404, 404, 204, 403),
                open("GET /api/capabilities", "", 200),
                open("POST /api/users", REGISTRATION, 201),
                own("GET /api/users", "", 200),
                own("GET /api/users/me", "", 200),
                own("PATCH /api/users/me", "{'display_name':'Somebody'}", 200),
                notByToken("POST /api/users/me/password", PASSWORDS, 204),
                new Row("GET /api/users/{user}", "/api/users/@{author}", "", 401, 200, 200, 200, 200),
                own("GET /api/users/me/blocks", "", 200),
                new Row("PUT /api/users/me/blocks/{user}", "/api/users/me/blocks/@{new}", "", 401, 404, 404, 404, 404),
                new Row(
                        "DELETE /api/users/me/blocks/{user}",
                        "/api/users/me/blocks/@{new}",
                        "",
                        401,
                        404,
                        404,
                        404,
                        404),
                own("GET /api/messages", "", 200),
                own("POST /api/messages", "{'receiver':'{author}','content':'x'}", 201),
                members("GET /api/messages/{id}", "", 200),
                author("PATCH /api/messages/{id}", "{'content':'x'}", 200),
                author("DELETE /api/messages/{id}", "", 204),
                author("POST /api/messages/{id}/update_message", "{'content':'x'}", 200),
                author("DELETE /api/messages/{id}/delete_message", "", 204),
                new Row("GET /api/messages/{id}/edits", "/api/messages/{id}/edits", "", 401, 404, 403, 200, 200),
                members("PUT /api/messages/{id}/pin", "", 200),
                members("DELETE /api/messages/{id}/pin", "", 200),
                reaction("PUT"),
                reaction("DELETE"),
                members("POST /api/messages/{id}/report", "{'reason':'rude'}", 204),
                own("GET /api/reports", "", 404),
                own("POST /api/reports/{id}/resolve", "", 404),
                own("GET /api/conversations", "", 200),
                own("POST /api/conversations", "{'kind':'direct','members':['@{new}']}", 404),
                members("GET /api/conversations/{id}", "", 200),
                members("GET /api/conversations/{id}/messages", "", 200),
                members("POST /api/conversations/{id}/messages", "{'content':'x'}", 201),
                new Row(
                        "GET /api/conversations/{id}/changes",
                        "/api/conversations/{conversation}/changes?after=0",
                        "",
                        401,
                        404,
                        200,
                        200,
                        200),
                new Row(
                        "GET /api/conversations/{id}/search",
                        "/api/conversations/{conversation}/search?q=secret",
                        "",
                        401,
                        404,
                        200,
                        200,
                        200),
                nobodys("GET /api/conversations/{id}/invitations", "/invitations", ""),
                nobodys("POST /api/conversations/{id}/invitations", "/invitations", "{}"),
                nobodys("DELETE /api/conversations/{id}/invitations/{invitation}", "/invitations/77", ""),
                new Row("POST /api/invitations/{secret}", "/api/invitations/nothing", "", 401, 404, 404, 404, 404),
                members("GET /api/conversations/{id}/pins", "", 200),
                new Row("GET /api/search", "/api/search?q=secret", "", 401, 200, 200, 200, 200),
                members("POST /api/conversations/{id}/read", "{'seq':1}", 200),
                members("GET /api/conversations/{id}/seen", "", 200),
                members("PATCH /api/conversations/{id}/settings", "{'hidden':true}", 200),
                nobodys("PATCH /api/conversations/{id}", "", "{'title':'x'}"),
                members("GET /api/conversations/{id}/members", "", 200),
                new Row(
                        "POST /api/conversations/{id}/members",
                        "/api/conversations/{conversation}/members",
                        "{'user':'@{author}'}",
                        401,
                        404,
                        403,
                        204,
                        204),
                nobodys("PATCH /api/conversations/{id}/members/{user}", "/members/@{author}", "{'role':'owner'}"),
                nobodys("DELETE /api/conversations/{id}/members/{user}", "/members/@{author}", ""),
                own("GET /api/channels", "", 200),
                open("GET /health/live", "", 200),
                open("GET /health/ready", "", 200),
                open("GET /health", "", 200),
                open("GET /api/openapi.json", "", 200),
                open("GET /ws", "", 426),
                open("GET /ws/chat/{username}", "", 426));
    }

    MatrixSuite(Database database) {
        super(database);
    }

    @Test
    void p_everyRouteOfTheDocumentHasARow() {
        Set<String> described = new TreeSet<>();
        for (var path : anybody().get("/api/openapi.json").json().path("paths").properties()) {
            methods(path.getValue()).forEach(method -> described.add(method + " " + path.getKey()));
        }

        assertThat(rows().map(Row::route)).containsExactlyInAnyOrderElementsOf(described);
    }

    private static Stream<String> methods(JsonNode path) {
        return path.properties().stream()
                .map(entry -> entry.getKey().toUpperCase(Locale.ROOT))
                .filter(Set.of("GET", "POST", "PUT", "PATCH", "DELETE")::contains);
    }

    @TestFactory
    Stream<DynamicTest> p_everybodyGetsWhatIsHisAndNoMore() {
        return rows().flatMap(row -> Stream.of(
                test(row, "nobody", row.nobody(), scene -> anybody()),
                test(row, "a stranger", row.stranger(), scene -> user("mallory")),
                test(row, "the other member", row.member(), Scene::bob),
                test(row, "the author", row.author(), Scene::alice),
                test(
                        row,
                        "the author's program",
                        row.program(),
                        scene -> anybody().bearer(scene.secret()))));
    }

    private DynamicTest test(Row row, String who, int status, Function<Scene, Client> actor) {
        return dynamicTest(row.route() + " by " + who, () -> {
            Scene scene = scene();
            String path = scene.fill(row.path());
            Reply reply = actor.apply(scene).send(row.method(), path, scene.fill(row.body()));

            assertThat(reply.status()).as(reply.body()).isEqualTo(status);
            if (status == 404 || status == 401 || status == 403) {
                assertThat(reply.body()).doesNotContain("secret", scene.alice().name());
                assertThat(scene.alice().texts("")).contains("a secret");
            }
        });
    }

    /** Two people with a message between them. */
    private record Scene(
            Client alice, Client bob, long message, long conversation, long token, String secret, String free) {

        String fill(String template) {
            String id = template.contains("/conversations/") ? "" + conversation : "" + message;
            return template.replace("{conversation}", "" + conversation)
                    .replace("{message}", "" + message)
                    .replace("{token}", "" + token)
                    .replace("{author}", alice.name())
                    .replace("{username}", alice.name())
                    .replace("{new}", free)
                    .replace("{id}", id);
        }
    }

    private Scene scene() {
        Client alice = user("alice");
        Client bob = user("bob");
        Reply message = alice.post("/api/messages", "{'receiver':" + bob.id() + ",'content':'a secret'}");
        Reply token = alice.post("/api/tokens", "{'name':'program'}");
        return new Scene(
                alice,
                bob,
                message.id(),
                message.number("conversation"),
                token.id(),
                token.text("token"),
                server().freeName("free"));
    }

    @Test
    void g9_whatOneMayNotKnowOfAnswersLikeWhatDoesNotExist() {
        Scene scene = scene();
        Client mallory = user("mallory");
        Set<String> bodies = rows().filter(row -> row.stranger() == 404 && row.member() != 404)
                .flatMap(row -> Stream.of(
                        mallory.send(row.method(), scene.fill(row.path()), scene.fill(row.body())),
                        mallory.send(row.method(), scene.fill(missing(row.path())), scene.fill(row.body()))))
                .map(Reply::body)
                .collect(Collectors.toSet());

        assertThat(bodies).hasSize(1);
    }

    private static String missing(String path) {
        return path.replace("{id}", "" + Fields.MAX_ID).replace("{conversation}", "" + Fields.MAX_ID);
    }
}
