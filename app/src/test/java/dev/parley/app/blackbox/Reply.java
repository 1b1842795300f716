package dev.parley.app.blackbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server answered. */
record Reply(int status, HttpHeaders headers, String body) {

    ObjectNode json() {
        return Json.parse(body);
    }

    /** Status and code, for example {@code 404 not_found}; the bare status where there is no problem. */
    String said() {
        return status < 400 || body.isEmpty() ? Integer.toString(status) : status + " " + text("code");
    }

    /** The same with the fields that were wrong: {@code 400 invalid content:blank}. */
    String saidAll() {
        StringBuilder all = new StringBuilder(said());
        json().path("errors")
                .forEach(error -> all.append(' ')
                        .append(error.path("field").asText())
                        .append(':')
                        .append(error.path("code").asText()));
        return all.toString();
    }

    String text(String field) {
        return json().path(field).asText();
    }

    /** What stands deeper, for example {@code /user/username}. */
    String at(String pointer) {
        return json().at(pointer).asText();
    }

    long number(String field) {
        return json().path(field).asLong();
    }

    long id() {
        return number("id");
    }

    /** What a list holds of one field. */
    List<String> each(String list, String field) {
        List<String> values = new ArrayList<>();
        json().path(list).forEach(item -> values.add(item.path(field).asText()));
        return values;
    }

    List<String> fields() {
        List<String> names = new ArrayList<>();
        json().fieldNames().forEachRemaining(names::add);
        return names;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The cookie that was set, as it is sent back. */
    String cookie() {
        return header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }
}
