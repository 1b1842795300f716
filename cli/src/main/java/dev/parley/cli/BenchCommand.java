package dev.parley.cli;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.cli.bench.Bench;
import dev.parley.cli.bench.Crowd;
import dev.parley.cli.bench.HttpPeople;
import dev.parley.cli.bench.Load;
import dev.parley.cli.bench.Pace;
import dev.parley.cli.bench.People;
import dev.parley.cli.bench.Report;
import dev.parley.cli.bench.ReportLines;
import dev.parley.cli.bench.Seat;
import dev.parley.cli.bench.StoredPeople;
import dev.parley.cli.bench.Target;
import dev.parley.cli.launch.Setting;
import dev.parley.cli.launch.SettingsException;
import dev.parley.cli.launch.Sources;
import dev.parley.cli.seed.OneHash;
import dev.parley.core.Chat;
import dev.parley.core.model.Limits;
import dev.parley.jdbi.DatabaseSettings;
import dev.parley.jdbi.JdbiStores;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code chat-cli bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Opens connections to a server, sends messages over some of them, and measures how many deliveries a second"
                    + " come and how long they take. Every connection is checked: nothing lost, doubled or out of order.",
            "The server has to run with --limits off. Two people have one conversation, and half of the connections"
                    + " each; with --pairs, each two connections are two people with a conversation of their own.",
            "People are made over the server's API; where --database-url names its PostgreSQL database, in there,"
                    + " which is much faster. They stay: use a database that can be thrown away."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "It is 1 too when anything was lost, doubled, out of order or cut off.",
            "",
            "Examples:",
            "  chat-cli bench --url ws://127.0.0.1:8080",
            "  chat-cli bench --connections 1000 --senders 10 --in-flight 10 --seconds 30",
            "  chat-cli bench --pairs --connections 1000 --senders 500 --rate 4000 --json \\",
            "      --database-url jdbc:postgresql://localhost/chat"
        })
final class BenchCommand extends DatabaseCommand {

    private static final int MOST_CONNECTIONS = 100_000;

    /** As many passwords as the server hashes at a time; the database takes more. */
    private static final int HTTP_AT_ONCE = 2;

    private static final int STORED_AT_ONCE = 16;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "ws://127.0.0.1:8080",
            description = "Where the server is, with its mount. Default: ${DEFAULT-VALUE}.")
    private String url = "";

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many connections. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--senders",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "How many of them send. Default: ${DEFAULT-VALUE}.")
    private int senders;

    @Option(
            names = "--in-flight",
            paramLabel = "NUMBER",
            description = "How many messages each sender keeps on the way. Default: 1, without --rate.")
    private int inFlight;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description = "How many messages a second all senders together send, whatever the server does;"
                    + " times count from when a message was due.")
    private double rate;

    @Option(
            names = "--size",
            paramLabel = "NUMBER",
            defaultValue = "120",
            description = "How many characters a message has. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--seconds",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "How long to measure. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "NUMBER",
            defaultValue = "3",
            description = "How many seconds to send before measuring. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--pairs", description = "A conversation for each two connections.")
    private boolean pairs;

    @Option(names = "--json", description = "One JSON object, for programs.")
    private boolean json;

    BenchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Target target = Target.of(url);
        Load load = load();
        List<Seat> seats = seats(target);
        Report report = Bench.run(target, seats, load, Bench.Watch.nobody());
        if (json) {
            terminal().say(ReportLines.json(report));
        } else {
            ReportLines.table(report).forEach(terminal()::say);
        }
        return report.faults().none() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Load load() {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new SettingsException(
                    "--connections: " + connections + " is not between 1 and " + MOST_CONNECTIONS + ".");
        }
        if (senders > connections) {
            throw new SettingsException("--senders: " + senders + " are more than there are connections.");
        }
        Pace pace = inFlight == 0 && rate == 0 ? Pace.inFlight(1) : new Pace(inFlight, rate);
        return new Load(senders, pace, size, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    }

    private List<Seat> seats(Target target) {
        Sources sources = sources();
        if (sources.find(Setting.DATABASE_URL).isEmpty()) {
            return seats(new HttpPeople(target), HTTP_AT_ONCE);
        }
        DatabaseSettings database = database();
        try (Chat chat = Chat.builder()
                .stores(JdbiStores.open(database))
                .passwords(new OneHash(new Argon2Hasher()))
                .limits(Limits.defaults().withoutRates())
                .build()) {
            return seats(new StoredPeople(chat), STORED_AT_ONCE);
        }
    }

    private List<Seat> seats(People people, int atOnce) {
        return pairs ? Crowd.ofPairs(people, connections, atOnce) : Crowd.ofOneConversation(people, connections);
    }
}
