package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void anObjectIsRead() {
        ObjectNode read = Json.parse(" {\"a\": 1, \"b\": [true, null, \"ü\"]} ");

        assertThat(Json.text(read)).isEqualTo("{\"a\":1,\"b\":[true,null,\"ü\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1]",
                "\"a\"",
                "7",
                "null",
                "{\"a\":1} x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":'x'}",
                "{\"a\":1,}",
                "{\"a\":\"\n\"}",
                "\uFEFF{}"
            })
    void h01_whatIsNotOneObjectIsMalformed(String text) {
        assertThatExceptionOfType(Json.Malformed.class).isThrownBy(() -> Json.parse(text));
    }

    @Test
    void h01_depthNamesNumbersAndStringsAreBounded() {
        assertThat(Json.parse(nested(31))).isNotNull();
        assertThatExceptionOfType(Json.Malformed.class).isThrownBy(() -> Json.parse(nested(32)));
        assertThatExceptionOfType(Json.Malformed.class).isThrownBy(() -> Json.parse(value("9".repeat(65))));
        assertThatExceptionOfType(Json.Malformed.class)
                .isThrownBy(() -> Json.parse(value('"' + "x".repeat(64 * 1024 + 1) + '"')));
        assertThatExceptionOfType(Json.Malformed.class).isThrownBy(() -> Json.parse("{\"" + "x".repeat(257) + "\":1}"));
    }

    @Test
    void theRefusalSaysWhereAndRepeatsNothing() {
        assertThatExceptionOfType(Json.Malformed.class)
                .isThrownBy(() -> Json.parse("{\"password\":\n hunter22}"))
                .withMessageContaining("line 2")
                .withMessageNotContaining("hunter");
    }

    @Test
    void timesAlwaysHaveMilliseconds() {
        assertThat(Json.time(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(Json.time(Instant.parse("2026-01-02T03:04:05.678901Z"))).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    private static String nested(int depth) {
        return value("[".repeat(depth) + "]".repeat(depth));
    }

    private static String value(String value) {
        return "{\"a\":" + value + "}";
    }
}
