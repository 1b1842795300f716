package dev.parley.app;

import dev.parley.cli.launch.DatabaseChoice;
import dev.parley.cli.launch.Given;
import dev.parley.cli.launch.Logging;
import dev.parley.cli.launch.Setting;
import dev.parley.cli.launch.Sources;
import dev.parley.core.model.Limits;
import dev.parley.javalin.PublicUrl;
import dev.parley.javalin.TrustedProxies;
import dev.parley.jdbi.DatabaseSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the server is told, read and checked.
 *
 * <p>Thread-safe: immutable.
 *
 * @param port 0 for any free one
 */
record Settings(
        String host,
        int port,
        Optional<PublicUrl> publicUrl,
        TrustedProxies trustedProxies,
        DatabaseSettings database,
        boolean registrationOpen,
        Limits limits,
        String logLevel,
        Logging.Format logFormat) {

    private static final List<String> LEVELS = List.of("off", "error", "warn", "info", "debug", "trace");

    /**
     * Reads everything.
     *
     * @param warn is told, in one line, what is allowed but not wise
     * @throws dev.parley.cli.launch.SettingsException for the first thing that is wrong
     */
    static Settings of(Sources sources, Consumer<String> warn) {
        InetAddress address = address(sources.value(Setting.HOST));
        return new Settings(
                sources.value(Setting.HOST).value(),
                port(sources.value(Setting.PORT)),
                sources.find(Setting.PUBLIC_URL).map(Settings::publicUrl),
                proxies(sources.value(Setting.TRUSTED_PROXIES)),
                DatabaseChoice.read(sources, warn),
                sources.oneOf(Setting.REGISTRATION, List.of("open", "closed")).equals("open"),
                limits(sources, address),
                sources.oneOf(Setting.LOG_LEVEL, LEVELS),
                Logging.Format.valueOf(sources.oneOf(Setting.LOG_FORMAT, List.of("text", "json"))
                        .toUpperCase(Locale.ROOT)));
    }

    private static PublicUrl publicUrl(Given given) {
        try {
            return PublicUrl.of(given.value());
        } catch (IllegalArgumentException e) {
            throw given.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static TrustedProxies proxies(Given given) {
        try {
            return TrustedProxies.of(Arrays.stream(given.value().split(",", -1))
                    .map(String::strip)
                    .filter(network -> !network.isEmpty())
                    .toList());
        } catch (IllegalArgumentException e) {
            throw given.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static InetAddress address(Given host) {
        try {
            return InetAddress.getByName(host.value());
        } catch (UnknownHostException e) {
            throw host.wrong("no such address is known here; 127.0.0.1 is this machine alone, 0.0.0.0 every network");
        }
    }

    private static int port(Given given) {
        boolean number = given.value().matches("[0-9]{1,5}");
        int port = number ? Integer.parseInt(given.value()) : -1;
        if (port < 0 || port > 65_535) {
            throw given.wrong("a port is a number from 0 to 65535");
        }
        return port;
    }

    private static Limits limits(Sources sources, InetAddress address) {
        Optional<Given> given = sources.find(Setting.LIMITS);
        Limits limits = given.map(LimitsList::read).orElse(Limits.defaults());
        if (given.isPresent() && limits.anyUnlimited() && !address.isLoopbackAddress()) {
            throw given.get()
                    .wrong("without limits the server listens on 127.0.0.1 only, not on " + address.getHostAddress());
        }
        return limits;
    }
}
