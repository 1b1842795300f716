package dev.parley.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static final String EVIL =
            "name\r\n2026-01-01T00:00:00Z ERROR forged\u001b[2K\u202eabc\u0085 ${jndi:ldap://x}";

    private final Logger logger = new LoggerContext().getLogger("dev.parley.Some");

    @Test
    void c23_aTextLineIsOneLineWithoutControlCharacters() {
        String line = new TextLines().doLayout(event(EVIL, null));

        assertThat(line)
                .endsWith("\n")
                .contains("WARN  Some: name\\u000d\\u000a2026", "\\u001b[2K\\u202eabc", "${jndi:");
        assertThat(line.strip()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void c23_aStackTraceCannotPassForALine() {
        String lines = new TextLines().doLayout(event("failed", new IllegalStateException(EVIL)));

        assertThat(lines.lines().skip(1))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("    ").doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
    }

    @Test
    void c23_aJsonLineIsOneObjectOnOneLine() throws IOException {
        String line = new JsonLines().doLayout(event(EVIL, new IllegalStateException(EVIL)));
        JsonNode json = new ObjectMapper().readTree(line);

        assertThat(line.strip().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        assertThat(json.path("message").asText()).isEqualTo(EVIL);
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("logger").asText()).isEqualTo("dev.parley.Some");
        assertThat(json.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(json.path("error").asText()).startsWith("java.lang.IllegalStateException");
    }

    private ILoggingEvent event(String message, Throwable thrown) {
        return new LoggingEvent(getClass().getName(), logger, Level.WARN, message, thrown, null);
    }
}
