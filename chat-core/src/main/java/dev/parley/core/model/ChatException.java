package dev.parley.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The one exception with which Parley refuses. Its {@link #detail()} is written for the person who reads it and says what to
 * do next; it never holds SQL, class names, paths or secrets. Programming errors stay the JDK's own exceptions.
 *
 * <p>It has no stack trace: it is an answer, not a fault.
 *
 * <p>Thread-safe: immutable.
 */
public final class ChatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One field that is wrong, and how, in a word that programs can switch on. */
    public record Violation(String field, String code) {}

    private final ErrorCode code;
    private final transient List<Violation> violations;
    private final transient Optional<Duration> retryAfter;

    private ChatException(ErrorCode code, String detail, List<Violation> violations, Optional<Duration> retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.violations = violations;
        this.retryAfter = retryAfter;
    }

    /** A refusal whose code says it all. */
    public static ChatException of(ErrorCode code) {
        return new ChatException(code, code.title() + ".", List.of(), Optional.empty());
    }

    public static ChatException of(ErrorCode code, String detail) {
        return new ChatException(code, detail, List.of(), Optional.empty());
    }

    /** One field is wrong. */
    public static ChatException invalid(String field, String violation, String detail) {
        return invalid(List.of(new Violation(field, violation)), detail);
    }

    /** Several fields are wrong. */
    public static ChatException invalid(List<Violation> violations, String detail) {
        return new ChatException(ErrorCode.INVALID, detail, List.copyOf(violations), Optional.empty());
    }

    /** Too much or too early: come back after {@code retryAfter}. */
    public static ChatException later(ErrorCode code, String detail, Duration retryAfter) {
        return new ChatException(code, detail, List.of(), Optional.of(retryAfter));
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Violation> violations() {
        return violations;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
