package dev.parley.cli;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.cli.launch.SettingsException;
import dev.parley.cli.seed.Seeds;
import dev.parley.cli.seed.Sowing;
import dev.parley.core.port.Maintenance.Purged;
import dev.parley.jdbi.DatabaseReport;
import dev.parley.jdbi.JdbiStores;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat-cli seed}. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description = {
            "Fills a database with people who do not exist and what they said in the last 30 days, to try Parley out.",
            "The same --random-seed gives the same people, conversations and texts, whatever the database; times are counted"
                    + " back from the minute in which it is run. The people's accounts have external ids from seed:1 on."
        },
        footer = {
            "",
            "Stopped before the end (Ctrl-C), it leaves what was sown; --clear removes it.",
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli seed",
            "  chat-cli seed --users 200 --messages 100000 --random-seed 7",
            "  chat-cli seed --channels 20                     # more groups and channels",
            "  chat-cli seed --clear                           # former seeds go, new come",
            "  chat-cli seed --clear --users 0 --messages 0    # former seeds go, none come",
            "  chat-cli seed --password-file demo.secret \\",
            "      --database-url jdbc:postgresql://localhost/chat"
        })
final class SeedCommand extends DatabaseCommand {

    private static final int MAX_PEOPLE = 10_000;
    private static final int MAX_MESSAGES = 1_000_000;
    private static final int MAX_CHANNELS = 1_000;
    private static final int SHOWN = 5;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    @Option(
            names = "--users",
            paramLabel = "NUMBER",
            defaultValue = "15",
            description = "How many people. Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(
            names = "--messages",
            paramLabel = "NUMBER",
            defaultValue = "300",
            description = "How many messages. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(
            names = "--channels",
            paramLabel = "NUMBER",
            defaultValue = "4",
            description = "How many channels and groups, with a few messages more in each. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--random-seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "What people and texts are drawn from. Default: ${DEFAULT-VALUE}.")
    private long randomSeed;

    @Option(names = "--clear", description = "Remove former seeds first.")
    private boolean clear;

    @Option(names = "--beside-real-users", description = "Do it although there are accounts of real people.")
    private boolean besideRealUsers;

    @Mixin
    private final PasswordOptions password = new PasswordOptions();

    SeedCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Seeds seeds = seeds();
        String secret = password.given(terminal()).orElseGet(SeedCommand::newPassword);
        JdbiStores stores = JdbiStores.open(database());
        try (Sowing sowing = new Sowing(stores, new Argon2Hasher(), Instant.now())) {
            terminal().say("Database: " + stores.describe().line());
            List<String> usernames = prepareAndSow(sowing, seeds, secret);
            report(stores.describe(), usernames, secret);
        }
        return ExitCode.OK;
    }

    private Seeds seeds() {
        check("--users", users, MAX_PEOPLE);
        check("--messages", messages, MAX_MESSAGES);
        check("--channels", channels, MAX_CHANNELS);
        if (messages > 0 && users < 2) {
            throw new SettingsException("--users: messages need at least 2 people.");
        }
        return new Seeds(users, messages, channels, randomSeed);
    }

    private static void check(String option, int value, int most) {
        if (value < 0 || value > most) {
            throw new SettingsException(
                    String.format(Locale.ROOT, "%s: %d is not between 0 and %d.", option, value, most));
        }
    }

    private List<String> prepareAndSow(Sowing sowing, Seeds seeds, String secret) {
        refuseBesideRealUsers(sowing);
        Set<String> marks = marks(sowing);
        if (clear) {
            clear(sowing);
            marks = marks(sowing);
        } else if (!marks.isEmpty()) {
            throw new RefusedException(
                    "There are " + marks.size() + " seeded accounts already." + " Use --clear to replace them.");
        }
        return sow(sowing, seeds, secret, marks);
    }

    private List<String> sow(Sowing sowing, Seeds seeds, String secret, Set<String> marks) {
        try (Progress progress = Progress.on(terminal(), seeds.messages());
                Interruption interruption = Interruption.watch(terminal(), seeds.messages())) {
            return sowing.sow(seeds, secret, marks, posted -> {
                interruption.at(posted);
                progress.at(posted);
            });
        }
    }

    private void refuseBesideRealUsers(Sowing sowing) {
        long others = sowing.chat().administration().othersThan(Seeds.MARK);
        if (others > 0 && !besideRealUsers) {
            throw new RefusedException("This database has " + others + (others == 1 ? " account" : " accounts")
                    + " of real people. To put made-up ones beside them, say --beside-real-users.");
        }
    }

    private static Set<String> marks(Sowing sowing) {
        Set<String> marks = new HashSet<>();
        Everybody.each(
                sowing.chat().administration(),
                account -> account.externalId()
                        .filter(id -> id.startsWith(Seeds.MARK))
                        .ifPresent(marks::add));
        return marks;
    }

    private void clear(Sowing sowing) {
        Purged purged = sowing.chat().administration().purge(Seeds.MARK);
        String kept = purged.kept() == 0
                ? ""
                : " Kept " + purged.kept() + " who talked with real people, and what they said there.";
        terminal()
                .say("Removed " + purged.accounts() + " seeded accounts and " + purged.conversations()
                        + " conversations." + kept);
    }

    private void report(DatabaseReport found, List<String> usernames, String secret) {
        terminal()
                .say(String.format(
                        Locale.ROOT,
                        "Sown: %,d people and %,d messages (--random-seed %d). There are now %,d accounts and %,d messages.",
                        usernames.size(),
                        messages,
                        randomSeed,
                        found.accounts(),
                        found.messages()));
        if (!usernames.isEmpty()) {
            terminal()
                    .say("Log in as " + usernames.stream().limit(SHOWN).collect(Collectors.joining(", "))
                            + (usernames.size() > SHOWN ? " …" : ""));
            terminal().say("with the password " + secret);
            terminal().say("Next: start the server (java -jar parley.jar, with the same database options).");
        }
    }

    /** Drawn anew each time: a password that everybody can read in the source would be a way in (attack A15). */
    private static String newPassword() {
        SecureRandom random = new SecureRandom();
        String letters = random.ints(15, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
        return letters.substring(0, 5) + "-" + letters.substring(5, 10) + "-" + letters.substring(10);
    }
}
