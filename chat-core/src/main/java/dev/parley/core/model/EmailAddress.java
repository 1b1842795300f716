package dev.parley.core.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address, folded to lower case. Only its shape is checked: Parley sends no mail.
 *
 * <p>Thread-safe: immutable.
 */
public record EmailAddress(String value) {

    private static final Pattern SHAPE = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,255}");
    private static final int MAX = 254;

    /** @throws ChatException {@link ErrorCode#INVALID} with the violation {@code email_shape} */
    public EmailAddress {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (!possible(value)) {
            throw ChatException.invalid("email", "email_shape", "This is not an e-mail address.");
        }
    }

    /** Whether a text, folded, can be an e-mail address at all. */
    public static boolean possible(String address) {
        return address.length() <= MAX
                && Text.clean(address)
                && SHAPE.matcher(address).matches();
    }
}
