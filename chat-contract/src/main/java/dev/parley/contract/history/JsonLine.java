package dev.parley.contract.history;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An entry as one line of JSON: one flat object, without what is 0 or empty. */
final class JsonLine {

    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(?:(-?\\d+)|\"((?:[^\"\\\\]|\\\\.)*)\")");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");

    private final StringBuilder text = new StringBuilder("{");

    private JsonLine() {}

    static String write(Entry entry) {
        return new JsonLine()
                        .put("client", entry.client())
                        .put("connection", entry.connection())
                        .put("op", entry.op().name().toLowerCase(Locale.ROOT))
                        .put("phase", entry.phase().name().toLowerCase(Locale.ROOT))
                        .put("conversation", entry.conversation())
                        .put("client_id", entry.clientId())
                        .put("seq", entry.seq())
                        .put("id", entry.id())
                        .put("version", entry.version())
                        .put("hash", entry.hash())
                        .put("top", entry.top())
                        .put("count", entry.count())
                        .put("t0", entry.t0())
                        .put("t1", entry.t1())
                        .text
                + "}";
    }

    private JsonLine put(String name, String value) {
        if (!value.isEmpty()) {
            member(name).append('"').append(escaped(value)).append('"');
        }
        return this;
    }

    private JsonLine put(String name, long value) {
        if (value != 0) {
            member(name).append(value);
        }
        return this;
    }

    private StringBuilder member(String name) {
        return text.append(text.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":");
    }

    private static String escaped(String value) {
        StringBuilder safe = new StringBuilder();
        value.chars().forEach(c -> {
            boolean plain = c >= ' ' && c != '"' && c != '\\';
            safe.append(plain ? Character.toString(c) : "\\u%04x".formatted(c));
        });
        return safe.toString();
    }

    /** @throws IllegalArgumentException when the line is not one that {@link #write} makes */
    static Entry read(String line) {
        Map<String, String> members = new HashMap<>();
        Matcher member = MEMBER.matcher(line);
        while (member.find()) {
            members.put(member.group(1), member.group(2) == null ? plain(member.group(3)) : member.group(2));
        }
        return entry(members);
    }

    private static Entry entry(Map<String, String> members) {
        return new Entry(
                word(members, "client"),
                word(members, "connection"),
                Op.valueOf(word(members, "op").toUpperCase(Locale.ROOT)),
                Phase.valueOf(word(members, "phase").toUpperCase(Locale.ROOT)),
                word(members, "conversation"),
                word(members, "client_id"),
                number(members, "seq"),
                number(members, "id"),
                number(members, "version"),
                word(members, "hash"),
                number(members, "top"),
                number(members, "count"),
                number(members, "t0"),
                number(members, "t1"));
    }

    private static String word(Map<String, String> members, String name) {
        return members.getOrDefault(name, "");
    }

    private static long number(Map<String, String> members, String name) {
        return Long.parseLong(members.getOrDefault(name, "0"));
    }

    private static String plain(String escaped) {
        return ESCAPE.matcher(escaped).replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1))));
    }

    private static String unescaped(String escape) {
        return escape.length() == 1 ? escape : Character.toString(Integer.parseInt(escape.substring(1), 16));
    }
}
