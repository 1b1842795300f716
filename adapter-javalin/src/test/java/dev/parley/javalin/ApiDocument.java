package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The OpenAPI document, to hold answers against: whatever a server answers has to be described there, down to the last field.
 *
 * <p>Thread-safe.
 */
final class ApiDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ApiDocument(JsonNode document) {
        this.document = document;
    }

    /** The document that ships. */
    static ApiDocument shipped() {
        try (InputStream in = ChatRoutes.class.getResourceAsStream("openapi.json")) {
            return new ApiDocument(MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each path with its methods. */
    Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = new TreeMap<>();
        document.path("paths").properties().forEach(path -> {
            Set<String> of = new TreeSet<>();
            path.getValue().properties().stream()
                    .filter(entry -> METHODS.contains(entry.getKey()))
                    .forEach(entry -> of.add(entry.getKey().toUpperCase(Locale.ROOT)));
            methods.put(path.getKey(), of);
        });
        return methods;
    }

    /**
     * Holds an answer against the document.
     *
     * @param path as it was asked for, below the mount and without the query
     */
    void check(String method, String path, int status, String contentType, String body) {
        String what = method + " " + path + " → " + status + " " + body;
        JsonNode operation = operation(method.equals("HEAD") ? "GET" : method, path);
        JsonNode response = resolved(described(operation, status));
        assertThat(response.isMissingNode()).as("undescribed: " + what).isFalse();
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(body).as(what).isEmpty();
        } else {
            Map.Entry<String, JsonNode> only = content.properties().iterator().next();
            assertThat(contentType.replace(" ", "")).as(what).startsWith(only.getKey());
            checkBody(only.getValue().path("schema"), what, method.equals("HEAD") ? "" : body);
        }
    }

    /** Holds what came over the socket against the document. */
    void checkFrame(String line) {
        checkBody(document.at("/components/schemas/SocketFrame"), line, line);
    }

    /** Holds what is sent over the socket against the document. */
    void checkCommand(String line) {
        checkBody(document.at("/components/schemas/SocketCommand"), line, line);
    }

    /** The commands of the socket. */
    Set<String> commands() {
        Set<String> commands = new TreeSet<>();
        document.at("/components/schemas/SocketCommand/oneOf")
                .forEach(command ->
                        commands.add(command.at("/properties/type/const").asText()));
        return commands;
    }

    private void checkBody(JsonNode schema, String what, String body) {
        if (!body.isEmpty()) {
            List<Error> errors = schemas.computeIfAbsent(schema.toString(), text -> schema(schema))
                    .validate(body, InputFormat.JSON);
            assertThat(errors).as(what).isEmpty();
        }
    }

    /** Without an operation, any refusal is one that the document knows. */
    private JsonNode described(JsonNode operation, int status) {
        JsonNode responses = operation.path("responses");
        JsonNode exact = responses.path(Integer.toString(status));
        boolean refused = status >= 400;
        return !exact.isMissingNode() || !refused ? exact : document.at("/components/responses/Problem");
    }

    private JsonNode operation(String method, String path) {
        String bare = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return StreamSupport.stream(document.path("paths").properties().spliterator(), false)
                .filter(entry -> bare.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .min(Map.Entry.comparingByKey((a, b) -> Boolean.compare(a.contains("{"), b.contains("{"))))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .orElse(document.path("nothing"));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").textValue().substring(1)) : node;
    }

    /** The schema with all it refers to, in which nothing may be that is not described. */
    private Schema schema(JsonNode schema) {
        ObjectNode root = MAPPER.createObjectNode();
        root.setAll((ObjectNode) schema);
        root.set("components", document.path("components"));
        return registry.getSchema(closed(root.deepCopy()).toString());
    }

    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::closed);
        return node;
    }
}
