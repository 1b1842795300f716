package dev.parley.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, ws://localhost:8080/ws, http://localhost:8080/api",
        "http://localhost:8080/, ws://localhost:8080/ws, http://localhost:8080/api",
        "ws://localhost:8080/ws, ws://localhost:8080/ws, http://localhost:8080/api",
        "ws://localhost:8080/chat/ws/, ws://localhost:8080/chat/ws, http://localhost:8080/chat/api",
        "https://chat.example.org, wss://chat.example.org/ws, https://chat.example.org/api",
        "wss://example.org/chat/, wss://example.org/chat/ws, https://example.org/chat/api",
        "http://[::1]:8080/a/b, ws://[::1]:8080/a/b/ws, http://[::1]:8080/a/b/api"
    })
    void schemeMountAndSocketMayBeThereOrNot(String text, String socket, String route) {
        Address address = Address.of(text);

        assertThat(address.socket()).hasToString(socket);
        assertThat(address.http("/api")).hasToString(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:8080",
                "ftp://x/",
                "http://",
                "http:///x",
                "http://a b/",
                "http://u:p@h/"
            })
    void whatIsNoAddressIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Address.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no address like http://127.0.0.1:8080");
    }

    @Test
    void aTokenIsOneWord() {
        assertThatThrownBy(() -> ChatClient.of("http://localhost", "x\r\nCookie: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
