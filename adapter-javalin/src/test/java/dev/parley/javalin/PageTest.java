package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>");

    private final HttpClient client = HttpClient.newHttpClient();
    private Javalin server = Javalin.create();

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/login/", "/register/", "/chat/alice", "/chat/al.ice/", "/conversation/7/"})
    void everyAddressShowsTheHtml(String path) throws Exception {
        serve("");

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(answer.body()).contains("<parley-app>", "data-mount=\"\"").doesNotContain("{{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/talk", "/talk/", "/talk/login", "/talk/register/", "/talk/chat/alice/", "/talk/conversation/7"
            })
    void everyAddressIsBelowTheMount(String path) throws Exception {
        serve("/talk");

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("data-mount=\"/talk\"", "src=\"/talk/page/");
        assertThat(get("/login").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/talk", "/a/b"})
    void everyAddressInTheHtmlAnswersWithItsType(String mount) throws Exception {
        serve(mount);
        String html = get(mount + "/login").body();

        List<String> addresses = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(addresses).hasSizeGreaterThan(20).allMatch(address -> address.startsWith(mount + "/page/"));
        for (String address : addresses) {
            HttpResponse<String> file = get(address);
            assertThat(file.statusCode()).as(address).isEqualTo(200);
            assertThat(header(file, "Content-Type")).as(address).startsWith(typeOf(address));
            assertThat(file.body()).as(address).isNotEmpty();
        }
    }

    @Test
    void everyImportOfAModuleIsServed() throws Exception {
        serve("/talk");
        String html = get("/talk/login").body();
        String importMap = importMap(html);

        for (String name : PageFile.all().keySet().stream()
                .filter(name -> name.endsWith(".js"))
                .toList()) {
            String source = get(filesOf(html) + name).body();
            for (String imported : imports(source)) {
                URI address = resolve(imported, URI.create(filesOf(html) + name), importMap);
                assertThat(get(address.toString()).statusCode())
                        .as(name + " imports " + imported)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void everyWordOfThePageIsShownSomewhere() {
        String words = new String(PageFile.bytes("strings.js"), StandardCharsets.UTF_8);
        String modules = PageFile.all().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".js") && !file.getKey().startsWith("lib/"))
                .map(file -> new String(file.getValue().content(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());

        List<String> names = Pattern.compile("^ +(\\w+): [^{]", Pattern.MULTILINE)
                .matcher(words)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(modules).containsPattern("strings(\\.\\w+)?\\." + name + "\\b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/talk"})
    void h08_thePolicyAllowsNoScriptButOursAndTheImportMapByItsHash(String mount) throws Exception {
        serve(mount);

        HttpResponse<String> answer = get(mount + "/login");

        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(importMap(answer.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(header(answer, "Content-Security-Policy").split("; "))
                .contains(
                        "default-src 'none'",
                        "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'",
                        "style-src 'self'",
                        "object-src 'none'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'");
        assertThat(answer.body()).doesNotContain(" style=", "<style", " onload=", " onclick=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/chat/bob", "/chat/a/b", "/page/nothing.js", "/page/0123456789ab/app.js"})
    void p26_headIsAnsweredAsGetIs(String path) throws Exception {
        serve("");

        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(get(path).statusCode());
        assertThat(head.body()).isEmpty();
    }

    @Test
    void h08_htmlAndFilesCarryTheHeadersOfSafety() throws Exception {
        serve("");
        String html = get("/").body();

        for (String path : List.of("/", filesOf(html) + "app.js", filesOf(html) + "icon.svg")) {
            HttpResponse<String> answer = get(path);
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        }
    }

    @Test
    void aFileOfThisVersionIsKeptForEverAndTheHtmlIsAskedForAgain() throws Exception {
        serve("");
        String files = filesOf(get("/").body());

        assertThat(header(get("/"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(get(files + "app.js"), "Cache-Control")).contains("immutable");
        assertThat(header(get("/page/0123456789ab/app.js"), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void whatIsKnownByItsTagIsNotSentAgain() throws Exception {
        serve("");

        for (String path : List.of("/", filesOf(get("/").body()) + "app.css")) {
            String etag = header(get(path), "ETag");
            assertThat(etag).startsWith("\"").endsWith("\"");
            assertThat(get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
            assertThat(get(path, "If-None-Match", "\"other\", W/" + etag).body())
                    .isEmpty();
            assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.txt",
                "Page.class",
                "../Page.class",
                "..%2fPage.class",
                "%2e%2e/Page.class",
                "views/../../Page.class",
                "views/..%2f..%2fPageFile.class",
                "..%5cPage.class",
                "..\\Page.class",
                "....//Page.class",
                "%u002e%u002e/Page.class",
                "/etc/passwd",
                "//etc/passwd",
                "app.js%00.css",
                "app.js/",
                "app.js;a=b",
                "APP.JS",
                "views",
                "views/",
                "",
                "lib/lit",
            })
    void h09_whatIsNotInTheManifestIsNotFound(String file) throws Exception {
        serve("/talk");

        String status = statusOf("/talk/page/0123456789ab/" + file);

        assertThat(status).matches("HTTP/1.1 40[04] .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/talk/page", "/talk/page/", "/talk//page/app.js", "/talk/%70age/0/app.js"})
    void h09_aPathBesideTheFilesIsNotFound(String path) throws Exception {
        serve("/talk");

        assertThat(statusOf(path)).matches("HTTP/1.1 40[04] .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/%u002e%u002e",
                "/chat/%2e%2e",
                "/chat/..",
                "/chat/a%2fb",
                "/chat/a%5cb",
                "/chat/a%00b",
                "/chat/a%",
                "/chat/a;b=c",
                "/chat/",
                "/chat/a/b",
                "/conversation/0",
                "/conversation/x",
                "/conversation/-1/",
                "/LOGIN",
                "/login/more",
            })
    void p25_anAddressInDisguiseIsNotThePage(String path) throws Exception {
        serve("/talk");

        assertThat(statusOf("/talk" + path)).matches("HTTP/1.1 40[04] .*");
    }

    @Test
    void c07_aNameOfOtherLettersGetsThePageWhichSaysThatNobodyIsCalledSo() throws Exception {
        serve("");

        assertThat(get("/chat/jos%C3%A9/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a%20b", "https://example.org/a'b", "https://example.org/a&b"})
    void aPublicPathThatNeedsEscapingIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicUrl.of(url))
                .withMessageContaining("path of the public address")
                .withMessageEndingWith(url);
    }

    @Test
    void behindAProxyThatTakesThePathAwayTheAddressesBeginWithThePublicOne() throws Exception {
        Page page = Page.at(Site.at("/", Optional.of(PublicUrl.of("https://example.org/team/chat/"))));
        server = Javalin.create(page::mount);
        server.start(0);

        HttpResponse<String> answer = get("/login/");

        assertThat(answer.body()).contains("data-mount=\"/team/chat\"", "src=\"/team/chat/page/");
        assertThat(header(answer, "Strict-Transport-Security")).isNotEmpty();
    }

    @Test
    void theAddressesBeginWithTheContextPathOfTheHost() throws Exception {
        Page page = Page.at(Site.at("/talk", Optional.empty()));
        server = Javalin.create(config -> {
            config.router.contextPath = "/host";
            page.mount(config);
        });
        server.start(0);

        HttpResponse<String> answer = get("/host/talk/login/");

        assertThat(answer.body()).contains("data-mount=\"/host/talk\"");
        assertThat(get(filesOf(answer.body()) + "app.js").statusCode()).isEqualTo(200);
    }

    @Test
    void theHostKeepsItsOtherAddresses() throws Exception {
        Page page = Page.at(Site.at("/talk", Optional.empty()));
        server = Javalin.create(config -> {
            page.mount(config);
            config.routes.get("/", ctx -> ctx.result("the host"));
        });
        server.start(0);

        assertThat(get("/").body()).isEqualTo("the host");
        assertThat(get("/talk/other").statusCode()).isEqualTo(404);
        assertThat(get("/talk/chat/alice/more").statusCode()).isEqualTo(404);
    }

    private void serve(String mount) {
        server = Javalin.create(
                config -> Page.at(Site.at(mount, Optional.empty())).mount(config));
        server.start(0);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends the path as it is: a client of good manners would tidy it first. */
    private String statusOf(String path) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String typeOf(String address) {
        if (address.endsWith(".js")) {
            return "text/javascript";
        }
        return address.endsWith(".css") ? "text/css" : "image/svg+xml";
    }

    private static String importMap(String html) {
        Matcher matcher = IMPORT_MAP.matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String filesOf(String html) {
        Matcher matcher =
                Pattern.compile("src=\"([^\"]*/page/[0-9a-f]{12}/)app.js\"").matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static List<String> imports(String source) {
        return Pattern.compile("(?:^|[;\\s}])(?:import|from) ?[\"']([^\"'\\s]+)[\"']")
                .matcher(source)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The longest key of the import map that fits, as browsers choose. */
    private static URI resolve(String imported, URI from, String importMap) {
        if (imported.startsWith(".")) {
            return from.resolve(imported);
        }
        String best = "";
        String address = "/nowhere";
        Matcher entries = Pattern.compile("\"([^\"]+)\":\"([^\"]+)\"").matcher(importMap);
        while (entries.find()) {
            String key = entries.group(1);
            boolean fits = key.endsWith("/") ? imported.startsWith(key) : imported.equals(key);
            if (fits && key.length() > best.length()) {
                best = key;
                address = entries.group(2) + imported.substring(key.length());
            }
        }
        return URI.create(address);
    }
}
