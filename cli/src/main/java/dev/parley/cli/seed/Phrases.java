package dev.parley.cli.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.datafaker.Faker;

/**
 * What people say. The words that fill the gaps are drawn once: asking the faker for each message would take most of the time.
 *
 * <p>Not thread-safe: what it says depends on what it has said.
 */
final class Phrases {

    /** What a message is for in a conversation. */
    enum Role {
        OPENER,
        QUESTION,
        ANSWER,
        REMARK,
        CLOSER
    }

    private static final int POOL = 60;
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{5,}");

    private final Map<String, List<String>> words = new TreeMap<>();
    private final Map<Role, List<String>> phrases;
    private final Random random;

    Phrases(Random random) {
        this.random = random;
        this.phrases = read();
        Faker faker = new Faker(Locale.ENGLISH, random);
        pool("dish", () -> faker.food().dish());
        pool("city", () -> faker.address().cityName());
        pool("book", () -> faker.book().title());
        pool("hobby", () -> faker.hobby().activity().toLowerCase(Locale.ROOT));
        pool("company", () -> faker.company().name());
        pool("weather", () -> faker.weather().description().toLowerCase(Locale.ROOT));
        words.put("day", List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"));
        pool("time", () -> String.format(Locale.ROOT, "%d:%02d", 7 + random.nextInt(15), 15 * random.nextInt(4)));
    }

    private void pool(String name, Supplier<String> draw) {
        words.put(name, IntStream.range(0, POOL).mapToObj(i -> draw.get()).toList());
    }

    /** The next message for a role. */
    String next(Role role) {
        String phrase = one(Objects.requireNonNull(phrases.get(role)));
        return GAP.matcher(phrase)
                .replaceAll(gap -> Matcher.quoteReplacement(one(Objects.requireNonNull(words.get(gap.group(1))))));
    }

    /** The text with two letters in the wrong order, as when it was typed in haste. */
    String hasty(String text) {
        Matcher word = WORD.matcher(text);
        if (!word.find()) {
            return text + " ..";
        }
        int at = word.start() + 1 + random.nextInt(word.end() - word.start() - 2);
        return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Map<Role, List<String>> read() {
        try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream("phrases.txt"));
                Stream<String> lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines()) {
            return sections(lines.filter(line -> !line.isBlank() && !line.startsWith("#")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Role, List<String>> sections(Stream<String> lines) {
        Map<Role, List<String>> sections = new TreeMap<>();
        List<String> section = new ArrayList<>();
        for (String line : lines.toList()) {
            if (line.startsWith("[")) {
                section = new ArrayList<>();
                sections.put(Role.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT)), section);
            } else {
                section.add(line.replace("\\n", "\n"));
            }
        }
        return sections;
    }
}
