package dev.parley.app;

import dev.parley.cli.launch.Build;
import dev.parley.jdbi.DatabaseReport;
import java.util.List;
import java.util.Set;

/** What the server says when it has started: where it listens, what it found, what to do next. */
final class Announcement {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

    private Announcement() {}

    static List<String> lines(Settings settings, Server server) {
        return List.of(
                "Parley " + Build.version(),
                "Listening on " + local(settings.host(), server.port())
                        + (EVERYWHERE.contains(settings.host()) ? " and all other addresses of this machine" : ""),
                "Database: " + server.found().line(),
                "Next: " + next(settings, server));
    }

    private static String next(Settings settings, Server server) {
        String page = settings.publicUrl().map(url -> url + "/").orElse(local(settings.host(), server.port()));
        DatabaseReport found = server.found();
        if (found.accounts() > 0) {
            return "open " + page + " and log in" + (settings.registrationOpen() ? " or register." : ".");
        }
        return settings.registrationOpen()
                ? "open " + page + " and register. (" + afterRegistering(settings) + ")"
                : "registration is closed and nobody is here yet: " + withoutRegistering(settings);
    }

    private static String afterRegistering(Settings settings) {
        return settings.database().inMemory()
                ? "The database is in memory: all is forgotten when the server stops."
                : "An administrator: stop the server, chat-cli user create --admin NAME";
    }

    private static String withoutRegistering(Settings settings) {
        return settings.database().inMemory()
                ? "the database is in memory, so start with --registration open, or with a database that stays"
                : "stop the server, chat-cli user create --admin NAME";
    }

    private static String local(String host, int port) {
        String name = EVERYWHERE.contains(host) ? "localhost" : host;
        return "http://" + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":" + port + "/";
    }
}
