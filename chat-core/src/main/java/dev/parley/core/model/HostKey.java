package dev.parley.core.model;

import java.util.regex.Pattern;

/**
 * What a host application calls a conversation, such as {@code order:4711}. It names one conversation at the most, for ever.
 *
 * <p>Thread-safe: immutable.
 */
public record HostKey(String value) implements ConversationRef {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+=-]{0,254}");

    /**
     * @throws IllegalArgumentException for anything but 1 to 255 letters, digits and {@code . _ : / @ + = -}, beginning with a
     *     letter or digit
     */
    public HostKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A host's key is 1 to 255 of A-Z a-z 0-9 . _ : / @ + = - and begins with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
