package dev.parley.core.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name to log in with and be addressed by: 2 to 32 of {@code A-Z a-z 0-9 . _ -}, beginning and ending with a letter or
 * digit, unique without regard to case. ASCII only, so that no name can look like another. A few names are reserved.
 *
 * <p>Thread-safe: immutable.
 */
public record Username(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,30}[A-Za-z0-9]");

    private static final Set<String> RESERVED = Set.of(
            "me",
            "admin",
            "administrator",
            "root",
            "system",
            "parley",
            "support",
            "security",
            "moderator",
            "all",
            "here",
            "everyone",
            "channel",
            "nobody",
            "null",
            "undefined",
            "api",
            "ws",
            "login",
            "register",
            "bot");

    /** @throws ChatException {@link ErrorCode#INVALID} with the violation {@code username_shape} when it has another shape */
    public Username {
        if (!SHAPE.matcher(value).matches()) {
            throw ChatException.invalid(
                    "username",
                    "username_shape",
                    "A username has 2 to 32 letters (a-z), digits, dots, hyphens or underscores, and begins and ends with a"
                            + " letter or digit.");
        }
    }

    /** The form in which it is unique and looked up. */
    public String folded() {
        return fold(value);
    }

    /** Whether it is kept back for the product itself; only administration may give such a name away. */
    public boolean reserved() {
        return RESERVED.contains(folded());
    }

    /** Whether a text can be a username at all. */
    public static boolean possible(String name) {
        return SHAPE.matcher(name).matches();
    }

    /** The form in which any text is compared with usernames, also one that can be none. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
