package dev.parley.app;

import dev.parley.cli.launch.Given;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the setting {@code limits}: {@code off}, or a list like {@code content=2000,sends=10/30,log-ins=1m/10}. A rate is so
 * many a second in the long run (or {@code m} a minute, {@code h} an hour), and after the slash so many at once.
 *
 * <p>Not thread-safe: reads one text.
 */
final class LimitsList {

    static final String OFF = "off";

    /** A message of this length still fits where changes are bounded. */
    private static final int LONGEST_CONTENT = 4_000;

    private static final Pattern RATE = Pattern.compile("([0-9]+(?:\\.[0-9]{1,3})?)([mh]?)/([0-9]+)");
    private static final BigDecimal LARGEST_RATE = new BigDecimal(999_999);
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,3})([hd])");
    private static final Map<String, Double> SECONDS = Map.of("", 1.0, "m", 60.0, "h", 3600.0);

    /** By their names in the list. */
    private static final Map<String, Limited> RATED = Arrays.stream(Limited.values())
            .collect(Collectors.toMap(LimitsList::name, what -> what, (a, b) -> a, LinkedHashMap::new));

    private final Given given;
    private Limits limits = Limits.defaults();

    private LimitsList(Given given) {
        this.given = given;
    }

    /** @throws dev.parley.cli.launch.SettingsException for what cannot be read */
    static Limits read(Given given) {
        LimitsList list = new LimitsList(given);
        for (String item : given.value().split(",", -1)) {
            list.take(item.strip());
        }
        return list.limits;
    }

    private void take(String item) {
        String[] pair = item.split("=", 2);
        String value = pair.length == 2 ? pair[1].strip() : "";
        Limited rated = RATED.get(pair[0].strip());
        limits = rated == null ? bounded(pair[0].strip(), item, value) : limits.withRate(rated, rate(item, value));
    }

    private Limits bounded(String name, String item, String value) {
        return switch (name) {
            case OFF -> limits.withoutRates();
            case "content" -> limits.withLengths(number(item, value, 1, LONGEST_CONTENT), limits.passwordMin());
            case "password" -> limits.withLengths(limits.contentMax(), number(item, value, 8, 64));
            case "connections" -> limits.withConnections(number(item, value, 1, 10_000));
            case "sessions" ->
                limits.withSessions(number(item, value, 1, 10_000), limits.sessionIdle(), limits.sessionMax());
            case "idle" -> limits.withSessions(limits.sessionsPerAccount(), time(item, value), limits.sessionMax());
            case "session" -> limits.withSessions(limits.sessionsPerAccount(), limits.sessionIdle(), time(item, value));
            default ->
                throw given.wrong("there is no limit " + name + "; there are content, password, "
                        + String.join(", ", RATED.keySet()) + ", connections, sessions, idle and session");
        };
    }

    private static String name(Limited what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private int number(String item, String value, int least, int most) {
        boolean right =
                value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most;
        if (!right) {
            throw given.wrong(item + " is not a number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    private Rate rate(String item, String value) {
        Matcher matcher = RATE.matcher(value);
        if (!matcher.matches()) {
            throw given.wrong(
                    item + " is not a rate like 10/30 (ten a second, thirty at once) or 1m/10 (one a minute)");
        }
        check(item, new BigDecimal(matcher.group(1)));
        check(item, new BigDecimal(matcher.group(3)));
        double perSecond = Double.parseDouble(matcher.group(1)) / SECONDS.getOrDefault(matcher.group(2), 1.0);
        return new Rate(perSecond, Integer.parseInt(matcher.group(3)));
    }

    private void check(String item, BigDecimal number) {
        if (number.signum() == 0) {
            throw given.wrong(item + " lets nothing through; a rate is above 0 on both sides of the slash");
        }
        if (number.compareTo(LARGEST_RATE) > 0) {
            throw given.wrong(item + " is too much; a rate goes up to 999999/999999, and off lifts all rates");
        }
    }

    private Duration time(String item, String value) {
        Matcher matcher = TIME.matcher(value);
        if (!matcher.matches()) {
            throw given.wrong(item + " is not a time like 12h or 14d");
        }
        int number = Integer.parseInt(matcher.group(1));
        return matcher.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }
}
