package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus.Node;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes over the wire between processes: who says it, and what.
 *
 * <p>Thread-safe: immutable.
 *
 * @param from by which name the speaker knows its own words again
 * @param body {@code b} and ids, each with a {@code c} or an {@code a} before it; {@code w} and a whisper; {@code e}: look everywhere
 */
record Notice(String from, String body) {

    /** PostgreSQL takes less than 8,000 bytes. */
    private static final int LONGEST = 7_900;

    private static final Pattern SHAPE = Pattern.compile("([0-9a-f]{8})([bwe].*)", Pattern.DOTALL);
    /** Possessive: what may be given back would take a stack frame for each id. */
    private static final Pattern BELL = Pattern.compile("b(?:[ca][0-9]{1,16})++");

    private static final Pattern ID = Pattern.compile("([ca])([0-9]{1,16})");

    /** A bell in as many notices as it takes. */
    static List<Notice> of(String from, Bell bell) {
        Iterator<String> ids = Stream.concat(
                        bell.conversations().stream().map(id -> "c" + id.value()),
                        bell.accounts().stream().map(id -> "a" + id.value()))
                .iterator();
        List<Notice> notices = new ArrayList<>();
        while (ids.hasNext()) {
            notices.add(new Notice(from, body(ids)));
        }
        return notices;
    }

    private static String body(Iterator<String> ids) {
        StringBuilder body = new StringBuilder("b");
        while (ids.hasNext() && body.length() < LONGEST) {
            body.append(ids.next());
        }
        return body.toString();
    }

    static Notice whisper(String from, String text) {
        return new Notice(from, "w" + text);
    }

    /** That rings may have been lost. */
    static Notice everything(String from) {
        return new Notice(from, "e");
    }

    /** Anybody may speak on a channel, so what has no such shape is nothing. */
    static Optional<Notice> of(String text) {
        Matcher shape = SHAPE.matcher(text);
        return shape.matches() ? Optional.of(new Notice(shape.group(1), shape.group(2))) : Optional.empty();
    }

    String text() {
        return from + body;
    }

    void tell(Node node) {
        if (body.equals("e")) {
            node.missed();
        } else if (body.startsWith("w")) {
            node.whispered(body.substring(1));
        } else if (BELL.matcher(body).matches()) {
            node.rung(new Bell(ids("c", ConversationId::new), ids("a", AccountId::new)));
        }
    }

    private <T> Set<T> ids(String kind, Function<Long, T> id) {
        return ID.matcher(body)
                .results()
                .filter(found -> found.group(1).equals(kind))
                .map(found -> id.apply(Long.parseLong(found.group(2))))
                .collect(Collectors.toSet());
    }
}
