package dev.parley.core.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one chat allows. All of it are settings with sensible defaults.
 *
 * <p>Thread-safe: immutable.
 *
 * @param contentMax the longest message, in code points
 * @param passwordMin the shortest password, in code points
 * @param rates how often what may happen
 * @param connections how many sockets of one account are open side by side; the newest is refused
 * @param sessionsPerAccount how many log-ins of one account live side by side; the longest unused ends
 * @param sessionIdle after how long without use a session ends
 * @param sessionMax after how long a session ends whatever happens
 */
public record Limits(
        int contentMax,
        int passwordMin,
        Map<Limited, Rate> rates,
        int connections,
        int sessionsPerAccount,
        Duration sessionIdle,
        Duration sessionMax) {

    private static final int CONNECTIONS = 20;

    public Limits {
        rates = Map.copyOf(rates);
    }

    public static Limits defaults() {
        return new Limits(4_000, 12, all(Limited::usual), CONNECTIONS, 100, Duration.ofDays(14), Duration.ofDays(90));
    }

    /** How often this may happen. */
    public Rate rate(Limited what) {
        return rates.getOrDefault(what, what.usual());
    }

    /** The same without any limit on how often and on how many connections; for load tests and for importing. */
    public Limits withoutRates() {
        return withRates(all(what -> Rate.UNLIMITED)).withConnections(Integer.MAX_VALUE);
    }

    /** Whether anything may happen as often as anybody likes. */
    public boolean anyUnlimited() {
        return connections == Integer.MAX_VALUE || rates.values().stream().anyMatch(Rate::unlimited);
    }

    /** The same with another rate of one thing. */
    public Limits withRate(Limited what, Rate rate) {
        Map<Limited, Rate> changed = new EnumMap<>(rates);
        changed.put(what, rate);
        return withRates(changed);
    }

    private Limits withRates(Map<Limited, Rate> changed) {
        return new Limits(contentMax, passwordMin, changed, connections, sessionsPerAccount, sessionIdle, sessionMax);
    }

    /** The same with another number of connections. */
    public Limits withConnections(int most) {
        return new Limits(contentMax, passwordMin, rates, most, sessionsPerAccount, sessionIdle, sessionMax);
    }

    /** The same with another number of sessions and other times for them to end. */
    public Limits withSessions(int perAccount, Duration idle, Duration max) {
        return new Limits(contentMax, passwordMin, rates, connections, perAccount, idle, max);
    }

    /** The same with other lengths. */
    public Limits withLengths(int newContentMax, int newPasswordMin) {
        return new Limits(
                newContentMax, newPasswordMin, rates, connections, sessionsPerAccount, sessionIdle, sessionMax);
    }

    private static Map<Limited, Rate> all(Function<Limited, Rate> rate) {
        return Arrays.stream(Limited.values()).collect(Collectors.toMap(what -> what, rate));
    }
}
