package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Registration;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat inside somebody's Javalin, beside what the host has of its own. */
class MountedTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .build();
    private final Chat second = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .build();
    private final Javalin host = Javalin.create(config -> {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = 10;
        config.router.ignoreTrailingSlashes = false;
        config.routes.get("/host", ctx -> ctx.result("host"));
        config.routes.get("/host/fails", ctx -> {
            throw new IllegalStateException("host");
        });
        config.routes.exception(Exception.class, (e, ctx) -> ctx.status(418).result("host's own"));
        config.routes.error(404, ctx -> ctx.result("host's 404"));
        config.routes.error(401, ctx -> ctx.result("host's 401"));
        ChatRoutes.of(chat).mount(config, "/chat/");
        ChatRoutes.of(second).withoutPage().mount(config, "other");
        config.routes.get("/later", ctx -> ctx.result("later"));
    });

    @BeforeEach
    void start() {
        host.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        host.stop();
        chat.close();
        second.close();
    }

    private Visitor visitor(String mount) {
        return new Visitor("http://127.0.0.1:" + host.port() + mount, List.of());
    }

    private String ask(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static String register(Visitor visitor) {
        return visitor.post("/api/auth/register/", "{'username':'alice','password':'three small words'}")
                .text("token");
    }

    @Test
    void theChatLivesBelowItsPathAndTheHostBesideIt() throws Exception {
        Visitor alice = visitor("/chat").bearer(register(visitor("/chat")));
        alice.post("/api/messages", "{'receiver':'alice','content':'one'}");
        alice.post("/api/messages/", "{'receiver':'alice','content':'two'}");

        assertThat(alice.get("/api/messages?page_size=1").text("next"))
                .isEqualTo("/chat/api/messages/?page_size=1&page=2");
        assertThat(ask("/host")).isEqualTo("200 host");
        assertThat(ask("/later")).isEqualTo("200 later");
        assertThat(ask("/host/fails")).isEqualTo("418 host's own");
        assertThat(ask("/api/session")).isEqualTo("404 host's 404");
    }

    @Test
    void ourErrorsStayOursAndTheHostsItsOwn() throws Exception {
        assertThat(visitor("/chat").get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(visitor("/chat").get("/api/nothing").said()).isEqualTo("404 not_found");
        assertThat(ask("/nothing")).isEqualTo("404 host's 404");
        assertThat(ask("/chatter/api/session")).isEqualTo("404 host's 404");
    }

    @Test
    void everyPathWorksWithAndWithoutItsSlash() {
        Visitor alice = visitor("/chat").bearer(register(visitor("/chat")));

        assertThat(alice.get("/api/users/me").status()).isEqualTo(200);
        assertThat(alice.get("/api/users/me/").status()).isEqualTo(200);
        assertThat(alice.get("/health/").status()).isEqualTo(200);
    }

    @Test
    void twoChatsInOneHostShareNothing() {
        String token = register(visitor("/chat"));

        assertThat(visitor("/other").bearer(token).get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(cookie(visitor("/chat"))).startsWith("parley_session.chat=");
        second.accounts().register(Registration.of("alice", "three small words"), "test");
        assertThat(cookie(visitor("/other"))).startsWith("parley_session.other=");
    }

    private static String cookie(Visitor visitor) {
        return visitor.post("/api/session", "{'username':'alice','password':'three small words'}")
                .header("Set-Cookie")
                .orElse("");
    }

    @Test
    void thePageCanBeLeftOut() throws Exception {
        assertThat(ask("/chat/login/")).startsWith("200 <!");
        assertThat(ask("/other/login/")).isEqualTo("404 host's 404");
        assertThat(visitor("/other").get("/api/capabilities").body()).doesNotContain("\"page\",", "\"page\"]");
    }

    @Test
    void theSocketLivesBelowThePathToo() {
        String token = register(visitor("/chat"));

        TestSocket socket = TestSocket.open(host.port(), "/chat/ws/chat/alice/", "Authorization", "Bearer " + token);
        socket.send("{'message':'a note'}");

        assertThat(socket.next().path("message").asText()).isEqualTo("a note");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/{x}", "/../x", "/a//b", "/*", "/a?b"})
    void aPathThatCannotBeMountedOnIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Site.at(path, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.example.org", "ftp://x", "https://", "https://x?y", "https://u@x", "not a url"})
    void aPublicAddressThatIsNoneIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicUrl.of(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "", "300.1.1.1", "::1/129"})
    void aProxyThatIsNoAddressIsRefused(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(List.of(network)));
    }
}
