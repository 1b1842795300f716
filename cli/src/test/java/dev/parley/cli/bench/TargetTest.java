package dev.parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.cli.launch.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:8080, /ws",
        "ws://127.0.0.1:8080/, /ws",
        "ws://127.0.0.1:8080/ws, /ws",
        "http://127.0.0.1:8080/chat, /chat/ws",
        "ws://127.0.0.1:8080/a/chat/, /a/chat/ws",
        "ws://127.0.0.1:8080/chat/ws, /chat/ws"
    })
    void theMountIsThePathOfTheAddress(String url, String path) {
        assertThat(Target.of(url).socketPath()).isEqualTo(path);
        assertThat(Target.of(url).authority()).isEqualTo("127.0.0.1:8080");
    }

    @Test
    void withoutAPortItIsThatOfHttp() {
        assertThat(Target.of("ws://chat.example.org").port()).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "ftp://127.0.0.1", "ws:///ws", "ws://a b", ""})
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> Target.of(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is no address like");
    }

    @Test
    void thereIsNoTls() {
        assertThatThrownBy(() -> Target.of("wss://chat.example.org")).hasMessageContaining("no TLS");
    }
}
