package dev.parley.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which Parley reads and writes JSON: strict, and bounded in depth, names, numbers and strings. How long a
 * document may be is up to who receives it.
 *
 * <p>Thread-safe: stateless.
 */
public final class Json {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 64 * 1024;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;

    /** How long the text of a time without milliseconds is. */
    private static final int WHOLE_SECOND = "2026-01-02T03:04:05Z".length();

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}

    /** What was read is not one JSON object, or exceeds a bound. Its message says where, and repeats nothing of the text. */
    public static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** An empty object to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array to be filled. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * The one object that a text consists of.
     *
     * @throws Malformed for anything else: broken or trailing text, duplicate names, another kind of value, depth over 32, a
     *     string over 64 Ki characters, a number over 64 digits
     */
    public static ObjectNode parse(String text) {
        if (read(text) instanceof ObjectNode object) {
            return object;
        }
        throw new Malformed("A JSON object is expected.");
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Malformed(
                    "This is not valid JSON, or it is nested too deeply, has a name twice or too long a value"
                            + place(e.getLocation()) + ".");
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** The text of an object, in one line. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /** A time as it is on the wire: RFC 3339 in UTC, always with milliseconds. */
    public static String time(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == WHOLE_SECOND ? text.replace("Z", ".000Z") : text;
    }
}
