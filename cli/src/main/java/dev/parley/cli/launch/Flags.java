package dev.parley.cli.launch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Settings as flags of a command.
 *
 * <p>Thread-safe: has no state.
 */
public final class Flags {

    private static final String CONFIG = "--config";

    private Flags() {}

    /** Gives a command the flags of settings, and {@code --config}. */
    public static void add(CommandSpec command, Collection<Setting> settings) {
        settings.forEach(setting -> command.addOption(option(setting)));
        command.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("A properties file with settings, named as the flags are. (" + Sources.FILE_VARIABLE + ")")
                .build());
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag());
        setting.label().ifPresent(label -> option.type(String.class).paramLabel(label));
        if (setting.label().isEmpty()) {
            option.type(boolean.class).arity("0");
        }
        String fallback =
                setting.fallback().map(value -> " Default: " + value + ".").orElse("");
        return option.description(setting.description() + fallback).build();
    }

    /**
     * The settings of a command that was just parsed.
     *
     * @throws SettingsException when the file of {@code --config} is not right
     */
    public static Sources sources(ParseResult parsed, Map<String, String> environment) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (parsed.hasMatchedOption(setting.flag())) {
                flags.put(setting, String.valueOf((Object) parsed.matchedOptionValue(setting.flag(), "")));
            }
        }
        Path none = null;
        return Sources.of(flags, environment, Optional.ofNullable(parsed.matchedOptionValue(CONFIG, none)));
    }

    /** One line about what a command does not know, naming what was probably meant. */
    public static String unknown(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0).split("=", 2)[0];
        if (word.startsWith("--database-password")) {
            return DatabaseChoice.WHERE_THE_PASSWORD_GOES;
        }
        List<String> known = known(e.getCommandLine().getCommandSpec(), word.startsWith("-"));
        return "There is no " + word + " here." + Nearest.question(word, known) + " --help tells more.";
    }

    private static List<String> known(CommandSpec command, boolean flags) {
        return flags
                ? command.options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionSpec::longestName)
                        .toList()
                : List.copyOf(command.subcommands().keySet());
    }
}
