package dev.parley.javalin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Serves the description of the whole API, an OpenAPI 3.1 document, with the address of this mount in it.
 *
 * <p>Thread-safe.
 */
final class DocumentRoutes {

    private static final String DOCUMENT = "openapi.json";

    private final Site site;
    private final String build;
    private final String text = read();

    DocumentRoutes(Site site, String build) {
        this.site = site;
        this.build = build;
    }

    void add(Routes routes) {
        routes.open("GET", "/api/openapi.json", call -> Answer.ok(document(call.contextPath())));
    }

    private ObjectNode document(String contextPath) {
        ObjectNode document = Json.parse(text);
        String address = site.link(contextPath, "");
        document.putArray("servers").addObject().put("url", address.isEmpty() ? "/" : address);
        document.withObject("/info").put("version", build);
        document.withObject("/components/securitySchemes/cookie").put("name", site.cookieName());
        return document;
    }

    private static String read() {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + DOCUMENT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
