package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code chat-cli tail} and {@code send} and the server, each a process of its own. */
@Timeout(180)
class TailAndSendTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** SIGINT, the second, in a set of signals. */
    private static final long CTRL_C = 1L << 1;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private int port;
    private String url = "";
    private ServerProcess server;
    private Map<String, String> alice = Map.of();
    private Map<String, String> bob = Map.of();

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        startServer();
        alice = register("alice");
        bob = register("bob");
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        server.close();
    }

    private void startServer() {
        List<String> command = Java.command(Main.class.getName());
        command.addAll(List.of("--port", String.valueOf(port)));
        server = ServerProcess.launch(Map.of("PARLEY_DATA_DIR", folder.toString()), command);
    }

    /** The environment of somebody new. */
    private Map<String, String> register(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/auth/register/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"" + name + "\",\"password\":\"three small words\"}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return Map.of("PARLEY_TOKEN", JSON.readTree(answer).path("token").asText());
    }

    private Child send(Map<String, String> who, String... args) {
        List<String> all = new ArrayList<>(List.of("send", "--url", url));
        all.addAll(List.of(args));
        return Child.run(Child.COMMAND_LINE, who, all.toArray(new String[0]));
    }

    private Process launch(Map<String, String> who, String... args) throws IOException {
        List<String> command = Java.command(Child.COMMAND_LINE);
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(who);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** The next line; none in time is a failure and not a wait without end. */
    private static String next(BufferedReader lines) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        line.complete(lines.readLine());
                    } catch (IOException e) {
                        line.completeExceptionally(e);
                    }
                },
                "next-line");
        reader.setDaemon(true);
        reader.start();
        return line.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Where whoever runs the tests has had Ctrl-C ignored, as shells do in the background, its twin. */
    private static int ctrlC(Process process) throws Exception {
        String signal = ignoresCtrlC(process) ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static boolean ignoresCtrlC(Process process) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .anyMatch(ignored -> (ignored & CTRL_C) != 0);
    }

    @Test
    void g6_whatOneSendsTheOtherSeesAlsoAcrossARestartAndCtrlCIsTheEnd() throws Exception {
        Child first = send(alice, "--to", "bob", "Hello, Bob");
        Process tail = launch(bob, "tail", "--url", url, "--with", "alice", "--after", "0", "--json");
        BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8);
        JsonNode one = JSON.readTree(next(lines));

        server.stop();
        startServer();
        Child second = send(alice, "--to", "bob", "Still there?");
        JsonNode two = JSON.readTree(next(lines));

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).matches("id \\d+ seq 1 conversation \\d+\n");
        assertThat(second.out()).matches("id \\d+ seq 2 conversation \\d+\n");
        assertThat(one.path("seq").asInt()).isEqualTo(1);
        assertThat(one.path("message").path("content").asText()).isEqualTo("Hello, Bob");
        assertThat(two.path("seq").asInt()).isEqualTo(2);
        assertThat(ctrlC(tail)).isZero();
        assertThat(new String(tail.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("no connection to " + url, "connected again");
    }

    @Test
    void g3_theSameAgainIsStoredOnce() {
        Child first = send(alice, "--to", "bob", "--client-id", "x-1", "Once");
        Child again = send(alice, "--to", "bob", "--client-id", "x-1", "Once");
        Child other = send(alice, "--to", "bob", "--client-id", "x-1", "Otherwise");

        assertThat(again.out()).isEqualTo(first.out().strip() + " duplicate\n");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err().lines()).hasSize(1);
    }

    @Test
    void linesBecomeMessages() throws Exception {
        Process send = launch(alice, "send", "--url", url, "--to", "bob", "-");
        try (var in = send.outputWriter(StandardCharsets.UTF_8)) {
            in.write("one\n\ntwo\n");
        }
        String said = new String(send.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Process tail = launch(bob, "tail", "--url", url, "--with", "alice", "--after", "0");
        BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8);

        assertThat(said.lines()).hasSize(2);
        assertThat(next(lines)).matches("[-0-9T:.]+Z \\d+/1 alice: one");
        assertThat(next(lines)).endsWith("/2 alice: two");
        assertThat(ctrlC(tail)).isZero();
    }

    @Test
    void whatCannotBeDoneIsOneLineAndOne() {
        Map<String, String> stranger = Map.of("PARLEY_TOKEN", "pat_unknown");

        failed(send(stranger, "--to", "bob", "Hi"), "does not know this token");
        failed(send(stranger, "--conversation", "7", "Hi"), "does not know this token");
        failed(send(alice, "--to", "nobody", "Hi"), "There is nobody called nobody at " + url);
        failed(send(alice, "--conversation", "424242", "Hi"), "There is no conversation 424242 of yours.");
        failed(
                Child.run(Child.COMMAND_LINE, alice, "tail", "--url", url, "--conversation", "424242"),
                "There is no conversation 424242 of yours.");
        failed(Child.run(Child.COMMAND_LINE, alice, "tail", "--url", url + "/elsewhere"), "There is no chat");
    }

    private static void failed(Child child, String says) {
        assertThat(child.err()).contains(says).hasLineCount(1);
        assertThat(child.code()).isEqualTo(1);
        assertThat(child.out()).isEmpty();
    }
}
