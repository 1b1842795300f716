package dev.parley.core.model;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The rules for what groups and channels are called and what they are about: NFC, one line of visible characters, none of which
 * turns the direction of what follows.
 *
 * <p>Thread-safe: stateless.
 */
public final class Naming {

    private static final int MAX_TITLE = 100;
    private static final int MAX_TOPIC = 500;
    private static final int MAX_MARKS = 4;

    /** Some characters stand for a dozen others; an index takes keys of some 2,700 bytes at the most. */
    private static final int MAX_KEY = 400;

    private Naming() {}

    /**
     * A title as it is stored.
     *
     * @throws ChatException {@link ErrorCode#INVALID} with the violation {@code title_shape}
     */
    public static String title(String raw) {
        String title = line(raw);
        int key = key(title).length();
        if (Text.blank(title) || !fits(title, MAX_TITLE) || key == 0 || key > MAX_KEY) {
            throw ChatException.invalid(
                    "title", "title_shape", "A title is one line of 1 to " + MAX_TITLE + " visible characters.");
        }
        return title;
    }

    /**
     * A topic as it is stored; a blank one is none.
     *
     * @throws ChatException {@link ErrorCode#INVALID} with the violation {@code topic_shape}
     */
    public static Optional<String> topic(String raw) {
        String topic = line(raw);
        if (!fits(topic, MAX_TOPIC)) {
            throw ChatException.invalid(
                    "topic", "topic_shape", "A topic is one line of at most " + MAX_TOPIC + " characters.");
        }
        return Text.blank(topic) ? Optional.empty() : Optional.of(topic);
    }

    /** By which a channel is found, and which no two have: names that look alike but for case and width are the same. */
    public static String key(String title) {
        return SearchText.fold(title).strip().replaceAll("\\s+", " ");
    }

    private static String line(String raw) {
        return Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
    }

    private static boolean fits(String line, int most) {
        return Text.inOneLine(line)
                && Text.clean(line)
                && Text.longestRunOfMarks(line) <= MAX_MARKS
                && line.codePointCount(0, line.length()) <= most;
    }
}
