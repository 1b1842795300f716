package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document says what there is, no less and no more. */
class OpenApiTest {

    @Test
    void theDocumentIsOpenApi() {
        try (TestServer server = TestServer.start()) {
            Reply served = server.anybody().get("/api/openapi.json");

            SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(served.body());

            assertThat(parsed.getMessages()).isEmpty();
            assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
        }
    }

    @Test
    void everyRouteIsInTheDocumentAndTheOtherWayRound() {
        try (Chat chat = Chat.inMemory()) {
            Map<String, Set<String>> mounted = new TreeMap<>();
            ChatRoutes.of(chat).routes(Site.at("/", Optional.empty())).methods().forEach((path, methods) -> {
                Set<String> without = new TreeSet<>(methods);
                without.remove("HEAD");
                mounted.put(path, without);
            });

            assertThat(ApiDocument.shipped().methods()).isEqualTo(mounted);
        }
    }

    @Test
    void theDocumentNamesThePlaceWhereItIsServed() {
        try (TestServer root = TestServer.start();
                TestServer mounted = TestServer.mounted("/talk", chat -> chat, routes -> {});
                TestServer known = TestServer.start(
                        chat -> chat, routes -> routes.publicUrl(PublicUrl.of("https://chat.example.org")))) {
            assertThat(server(root)).isEqualTo("/");
            assertThat(server(mounted)).isEqualTo("/talk");
            assertThat(server(known)).isEqualTo("https://chat.example.org");
            assertThat(mounted.anybody()
                            .get("/api/openapi.json")
                            .json()
                            .at("/components/securitySchemes/cookie/name")
                            .asText())
                    .isEqualTo("parley_session.talk");
        }
    }

    private static String server(TestServer server) {
        return server.anybody()
                .get("/api/openapi.json")
                .json()
                .at("/servers/0/url")
                .asText();
    }
}
