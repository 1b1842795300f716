package dev.parley.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ChatException.Violation;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads the fields of an object that somebody sent. Fields that nobody asks for are ignored; those that are wrong are gathered,
 * and {@link #check} refuses them all at once. A null counts as absent, and nothing is ever turned from one type into another.
 *
 * <p>Not thread-safe: serves one request.
 */
public final class Fields {

    /** The highest number that every client can hold. */
    public static final long MAX_ID = (1L << 53) - 1;

    private final ObjectNode fields;
    private final List<Violation> violations = new ArrayList<>();

    public Fields(ObjectNode fields) {
        this.fields = fields;
    }

    /** A text that has to be there. */
    public String text(String name) {
        Optional<String> text = optionalText(name);
        if (text.isEmpty() && absent(name)) {
            violations.add(new Violation(name, "required"));
        }
        return text.orElse("");
    }

    /** A text that may be there. */
    public Optional<String> optionalText(String name) {
        return absent(name) ? Optional.empty() : typed(name, fields.path(name).isTextual(), JsonNode::textValue);
    }

    /** A whole number that has to be there. */
    public long number(String name) {
        OptionalLong number = optionalNumber(name);
        if (number.isEmpty() && absent(name)) {
            violations.add(new Violation(name, "required"));
        }
        return number.orElse(0);
    }

    /** A whole number that may be there. */
    public OptionalLong optionalNumber(String name) {
        JsonNode value = fields.path(name);
        boolean whole = value.isIntegralNumber() && value.canConvertToLong();
        Optional<Long> number = absent(name) ? Optional.empty() : typed(name, whole, JsonNode::longValue);
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** The id of a message that may be there. A number that can be no id is the id of nothing. */
    public Optional<MessageId> optionalMessage(String name) {
        OptionalLong id = optionalNumber(name);
        if (id.isPresent() && (id.getAsLong() < 1 || id.getAsLong() > MAX_ID)) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
        return id.isPresent() ? Optional.of(new MessageId(id.getAsLong())) : Optional.empty();
    }

    /** Whether something is wanted, which has to be said. */
    public boolean requiredFlag(String name) {
        if (absent(name)) {
            violations.add(new Violation(name, "required"));
        }
        return optionalFlag(name);
    }

    /** Whether something is wanted; not where nothing is said. */
    public boolean optionalFlag(String name) {
        return flag(name).orElse(false);
    }

    /** Whether something is wanted, where that is said. */
    public Optional<Boolean> flag(String name) {
        return absent(name) ? Optional.empty() : typed(name, fields.path(name).isBoolean(), JsonNode::booleanValue);
    }

    /** One of several words, in lower case, that has to be there; where it is none of them, what stands in for it. */
    public <E extends Enum<E>> E word(String name, Class<E> words, E none) {
        String text = text(name);
        Optional<E> word = Arrays.stream(words.getEnumConstants())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (word.isEmpty() && fields.path(name).isTextual()) {
            wrong(name, "unknown");
        }
        return word.orElse(none);
    }

    /** One of several words, in lower case, that may be there. */
    public <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> words) {
        return absent(name) ? Optional.empty() : Optional.of(word(name, words, words.getEnumConstants()[0]));
    }

    /** Whether nothing is said of a field, not even null. */
    public boolean missing(String name) {
        return fields.path(name).isMissingNode();
    }

    /** The field as it came; missing or null where it is absent. */
    public JsonNode raw(String name) {
        return fields.path(name);
    }

    /** Notes that a field is wrong in its own way. */
    public void wrong(String name, String code) {
        violations.add(new Violation(name, code));
    }

    /** Whether a field is not there, or null. */
    public boolean absent(String name) {
        return fields.path(name).isMissingNode() || fields.path(name).isNull();
    }

    private <T> Optional<T> typed(String name, boolean right, Function<JsonNode, T> read) {
        if (!right) {
            wrong(name, "wrong_type");
            return Optional.empty();
        }
        return Optional.of(read.apply(fields.path(name)));
    }

    /** @throws ChatException {@code INVALID} with every field that was wrong so far */
    public void check() {
        if (!violations.isEmpty()) {
            String names =
                    String.join(", ", violations.stream().map(Violation::field).toList());
            throw ChatException.invalid(violations, "Missing or of the wrong type: " + names + ".");
        }
    }
}
