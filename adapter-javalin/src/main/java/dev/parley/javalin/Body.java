package dev.parley.javalin;

import dev.parley.wire.Fields;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the JSON object that a request brings.
 *
 * <p>Thread-safe: stateless.
 */
final class Body {

    /** The longest body that is read, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final Pattern JSON = Pattern.compile("application/json *(; *charset *= *\"?utf-8\"? *)?;? *");

    private Body() {}

    /** @throws RuntimeException that {@link HttpErrors} turns into 400, 413 or 415 */
    static Fields read(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        String encoding =
                Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
        if (!JSON.matcher(type).matches() || !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(Problem.unsupportedMediaType());
        }
        return new Fields(Json.parse(text(bytes(request))));
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
}
