package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chat-cli bench} against the real server. */
class BenchProcessTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void g5_everyConnectionGetsEveryMessageOnceAndInOrder() throws Exception {
        try (ServerProcess server = server("--limits", "off")) {
            Child child = bench(server, "--connections", "40", "--senders", "4", "--in-flight", "5", "--json");

            JsonNode report = JSON.readTree(child.out());
            assertThat(child.err()).isEmpty();
            assertThat(child.code()).as(child.out()).isZero();
            assertThat(report.path("deliveries").longValue()).isPositive();
            assertThat(report.path("lost").longValue()).isZero();
            assertThat(report.path("doubled").longValue()).isZero();
            assertThat(report.path("out_of_order").longValue()).isZero();
        }
    }

    @Test
    void pairsTalkAtARate() {
        try (ServerProcess server = server("--limits", "off")) {
            Child child = bench(server, "--pairs", "--connections", "6", "--senders", "3", "--rate", "50");

            assertThat(child.err()).isEmpty();
            assertThat(child.code()).as(child.out()).isZero();
            assertThat(child.out()).contains("6 connections, 3 senders", "lost 0   doubled 0   out of order 0");
        }
    }

    @Test
    void aServerWithLimitsIsRefusedInOneLineThatSaysHowToLiftThem() {
        try (ServerProcess server = server()) {
            Child child = bench(server, "--connections", "4", "--senders", "4", "--in-flight", "50");

            assertThat(child.code()).isEqualTo(1);
            assertThat(child.err().lines()).as(child.err()).hasSize(1);
            assertThat(child.err()).contains("--limits off");
        }
    }

    @Test
    void closedRegistrationIsSaid() {
        try (ServerProcess server = server("--limits", "off", "--registration", "closed")) {
            Child child = bench(server, "--connections", "2", "--senders", "1");

            assertThat(child.code()).isEqualTo(1);
            assertThat(child.err()).contains("Registration is closed on this server");
        }
    }

    private ServerProcess server(String... flags) {
        return ServerProcess.start(Map.of("PARLEY_DATA_DIR", folder.toString()), flags);
    }

    private static Child bench(ServerProcess server, String... options) {
        URI address = server.address();
        List<String> command = new ArrayList<>(List.of("bench", "--url", "ws://" + address.getAuthority()));
        command.addAll(List.of("--seconds", "1", "--warm-up", "1"));
        command.addAll(List.of(options));
        return Child.run(Child.COMMAND_LINE, Map.of(), command.toArray(String[]::new));
    }
}
