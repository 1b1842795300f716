package dev.parley.javalin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ChatException.Violation;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The JSON object that a request brings. Fields that nobody asks for are ignored; those that are wrong are gathered, and {@link
 * #check} refuses them all at once. A null counts as absent, and nothing is ever turned from one type into another.
 *
 * <p>Not thread-safe: serves one request.
 */
final class Body {

    /** The longest body that is read, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    /** The highest number that every client can hold. */
    static final long MAX_ID = (1L << 53) - 1;

    private static final Pattern JSON = Pattern.compile("application/json *(; *charset *= *\"?utf-8\"? *)?;? *");

    private final ObjectNode fields;
    private final List<Violation> violations = new ArrayList<>();

    private Body(ObjectNode fields) {
        this.fields = fields;
    }

    /** @throws RuntimeException that {@link HttpErrors} turns into 400, 413 or 415 */
    static Body read(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        String encoding =
                Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
        if (!JSON.matcher(type).matches() || !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(Problem.unsupportedMediaType());
        }
        return new Body(Json.parse(text(bytes(request))));
    }

    private static byte[] bytes(HttpServletRequest request) {
        boolean announced = request.getContentLengthLong() > MAX_BYTES;
        try {
            byte[] bytes = announced ? new byte[MAX_BYTES + 1] : bounded(request.getInputStream());
            if (bytes.length > MAX_BYTES) {
                throw new Refusal(Problem.tooLarge(MAX_BYTES));
            }
            return bytes;
        } catch (IOException e) {
            throw new Refusal(Problem.malformedJson("The body ended before it was complete."));
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        return in.readNBytes(MAX_BYTES + 1);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(Problem.malformedJson("The body is not UTF-8."));
        }
    }

    /** A text that has to be there. */
    String text(String name) {
        Optional<String> text = optionalText(name);
        if (text.isEmpty() && absent(name)) {
            violations.add(new Violation(name, "required"));
        }
        return text.orElse("");
    }

    /** A text that may be there. */
    Optional<String> optionalText(String name) {
        return absent(name) ? Optional.empty() : typed(name, fields.path(name).isTextual(), JsonNode::textValue);
    }

    /** A whole number that has to be there. */
    long number(String name) {
        OptionalLong number = optionalNumber(name);
        if (number.isEmpty() && absent(name)) {
            violations.add(new Violation(name, "required"));
        }
        return number.orElse(0);
    }

    /** A whole number that may be there. */
    OptionalLong optionalNumber(String name) {
        JsonNode value = fields.path(name);
        boolean whole = value.isIntegralNumber() && value.canConvertToLong();
        Optional<Long> number = absent(name) ? Optional.empty() : typed(name, whole, JsonNode::longValue);
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Somebody, by id or username, who has to be there. */
    String person(String name) {
        JsonNode value = fields.path(name);
        return value.isIntegralNumber() ? value.asText() : "@" + text(name);
    }

    /** Several, each by id or {@code @username}. */
    List<String> people(String name) {
        JsonNode all = fields.path(name);
        boolean right = all.isArray() && all.size() <= 100;
        List<String> people = new ArrayList<>();
        all.forEach(one -> people.add(one.asText()));
        for (JsonNode one : all) {
            right &=
                    one.isIntegralNumber() || one.isTextual() && one.textValue().startsWith("@");
        }
        if (!right) {
            violations.add(new Violation(name, absent(name) ? "required" : "wrong_type"));
        }
        return right ? people : List.of();
    }

    private boolean absent(String name) {
        return fields.path(name).isMissingNode() || fields.path(name).isNull();
    }

    private <T> Optional<T> typed(String name, boolean right, Function<JsonNode, T> read) {
        if (!right) {
            violations.add(new Violation(name, "wrong_type"));
            return Optional.empty();
        }
        return Optional.of(read.apply(fields.path(name)));
    }

    /** @throws ChatException {@code INVALID} with every field that was wrong so far */
    void check() {
        if (!violations.isEmpty()) {
            String names =
                    String.join(", ", violations.stream().map(Violation::field).toList());
            throw ChatException.invalid(violations, "Missing or of the wrong type: " + names + ".");
        }
    }
}
