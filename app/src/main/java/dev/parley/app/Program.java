package dev.parley.app;

import dev.parley.cli.launch.Build;
import dev.parley.cli.launch.Flags;
import dev.parley.cli.launch.Logging;
import dev.parley.cli.launch.Printable;
import dev.parley.cli.launch.Setting;
import dev.parley.cli.launch.SettingsException;
import dev.parley.cli.launch.Sources;
import dev.parley.core.model.ChatException;
import dev.parley.jdbi.DatabaseException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One run of the server, from its arguments to its exit code. Whatever keeps it from starting is one line.
 *
 * <p>Not thread-safe.
 */
final class Program {

    private static final int DONE = 0;
    private static final int COULD_NOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Program(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Returns when there was nothing to start, it could not start, or the server was stopped. */
    int run(String... args) {
        try {
            return run(Usage.command().parseArgs(args));
        } catch (UnmatchedArgumentException e) {
            return end(Flags.unknown(e), WRONG_SETTINGS);
        } catch (ParameterException | SettingsException e) {
            return end(e.getMessage(), WRONG_SETTINGS);
        } catch (BindException e) {
            return end(e.getMessage() + ": " + reason(e), COULD_NOT_START);
        } catch (DatabaseException | ChatException e) {
            return end(e.getMessage(), COULD_NOT_START);
        } catch (InterruptedException e) {
            return COULD_NOT_START;
        }
    }

    private int run(ParseResult parsed) throws BindException, InterruptedException {
        if (parsed.isUsageHelpRequested()) {
            parsed.commandSpec().commandLine().usage(out);
            return DONE;
        }
        if (parsed.isVersionHelpRequested()) {
            say("parley " + Build.version());
            return DONE;
        }
        Sources sources = Flags.sources(parsed, environment);
        sources.unknownVariables(this::warn);
        Settings settings = Settings.of(sources, this::warn);
        if (parsed.hasMatchedOption(Usage.PRINT_CONFIG)) {
            ConfigTable.lines(sources).forEach(this::say);
            return DONE;
        }
        serve(settings);
        return DONE;
    }

    private void serve(Settings settings) throws BindException, InterruptedException {
        Logging.start(settings.logLevel(), settings.logFormat());
        Server server = Server.start(settings);
        Stop.whenTold(server);
        Announcement.lines(settings, server).forEach(this::say);
        out.flush();
        server.join();
    }

    private static String reason(BindException e) {
        String why = "";
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            why = String.valueOf(cause.getMessage());
        }
        return why.contains("in use")
                ? "another program listens there. Stop it, or choose another port with " + Setting.PORT.flag() + "."
                : why;
    }

    private void warn(String line) {
        end("warning: " + line, DONE);
    }

    private void say(String line) {
        out.println(Printable.line(line).stripTrailing());
    }

    private int end(@Nullable String line, int code) {
        err.println(Printable.line("parley: " + line));
        return code;
    }
}
