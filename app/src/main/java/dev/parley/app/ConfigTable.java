package dev.parley.app;

import dev.parley.cli.launch.DatabaseChoice;
import dev.parley.cli.launch.Given;
import dev.parley.cli.launch.Setting;
import dev.parley.cli.launch.Sources;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting with its value and where it comes from; of the password only where it comes from. */
final class ConfigTable {

    private ConfigTable() {}

    static List<String> lines(Sources sources) {
        Stream<String> settings = Arrays.stream(Setting.values()).map(setting -> line(sources, setting));
        String password = line("database-password", "(never shown)", DatabaseChoice.passwordOrigin(sources));
        return Stream.concat(settings, Stream.of(password)).toList();
    }

    private static String line(Sources sources, Setting setting) {
        Optional<Given> given = sources.find(setting);
        if (setting == Setting.DATABASE_URL && given.isEmpty()) {
            return line(setting.word(), DatabaseChoice.url(sources), "data-dir");
        }
        return line(
                setting.word(),
                given.map(Given::value).orElse("-"),
                given.map(Given::origin).orElse("default"));
    }

    private static String line(String word, String value, String origin) {
        return String.format(Locale.ROOT, "%-22s %-40s %s", word, value, origin);
    }
}
