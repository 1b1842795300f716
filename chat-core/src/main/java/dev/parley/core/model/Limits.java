package dev.parley.core.model;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * What one chat allows. All of it are settings with sensible defaults.
 *
 * <p>Thread-safe: immutable.
 *
 * @param contentMax the longest message, in code points
 * @param passwordMin the shortest password, in code points
 * @param sends messages, edits and deletions of one account
 * @param logInsPerAccount failed log-ins for one account from one address
 * @param logInsPerAddress failed log-ins from one address
 * @param registrations new accounts from one address
 * @param sessionsPerAccount how many log-ins of one account live side by side; the longest unused ends
 * @param sessionIdle after how long without use a session ends
 * @param sessionMax after how long a session ends whatever happens
 */
public record Limits(
        int contentMax,
        int passwordMin,
        Rate sends,
        Rate logInsPerAccount,
        Rate logInsPerAddress,
        Rate registrations,
        int sessionsPerAccount,
        Duration sessionIdle,
        Duration sessionMax) {

    public static Limits defaults() {
        return new Limits(
                4_000,
                12,
                new Rate(10, 30),
                new Rate(1.0 / 60, 10),
                new Rate(1.0 / 2, 50),
                new Rate(1.0 / 10, 20),
                100,
                Duration.ofDays(14),
                Duration.ofDays(90));
    }

    /** The same without any limit on how often; for load tests and for importing. */
    public Limits withoutRates() {
        return withRates(Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);
    }

    /** Whether anything may happen as often as anybody likes. */
    public boolean anyUnlimited() {
        return Stream.of(sends, logInsPerAccount, logInsPerAddress, registrations)
                .anyMatch(Rate::unlimited);
    }

    /** The same with other rates. */
    public Limits withRates(Rate newSends, Rate perAccount, Rate perAddress, Rate newRegistrations) {
        return new Limits(
                contentMax,
                passwordMin,
                newSends,
                perAccount,
                perAddress,
                newRegistrations,
                sessionsPerAccount,
                sessionIdle,
                sessionMax);
    }

    /** The same with another number of sessions and other times for them to end. */
    public Limits withSessions(int perAccount, Duration idle, Duration max) {
        return new Limits(
                contentMax,
                passwordMin,
                sends,
                logInsPerAccount,
                logInsPerAddress,
                registrations,
                perAccount,
                idle,
                max);
    }

    /** The same with other lengths. */
    public Limits withLengths(int newContentMax, int newPasswordMin) {
        return new Limits(
                newContentMax,
                newPasswordMin,
                sends,
                logInsPerAccount,
                logInsPerAddress,
                registrations,
                sessionsPerAccount,
                sessionIdle,
                sessionMax);
    }
}
