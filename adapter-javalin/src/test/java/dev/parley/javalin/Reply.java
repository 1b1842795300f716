package dev.parley.javalin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** What a server answered. */
record Reply(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    /** Status and code, for example {@code 404 not_found}; the bare status where there is no problem. */
    String said() {
        return status < 400 || body.isEmpty() ? Integer.toString(status) : status + " " + text("code");
    }

    /** The fields that were wrong, each with how: {@code content:blank}. */
    List<String> errors() {
        return json().path("errors").findParents("field").stream()
                .map(error ->
                        error.path("field").asText() + ":" + error.path("code").asText())
                .toList();
    }

    String text(String field) {
        return json().path(field).asText();
    }

    long number(String field) {
        return json().path(field).asLong();
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
