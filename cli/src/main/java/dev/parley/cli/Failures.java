package dev.parley.cli;

import dev.parley.cli.bench.BenchException;
import dev.parley.cli.launch.Flags;
import dev.parley.cli.launch.SettingsException;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.jdbi.DatabaseException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What becomes of a failure: one line, and 2 where the command was wrong, 1 where it was right but could not be done. */
record Failures(Terminal terminal) implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String line = e instanceof UnmatchedArgumentException unmatched
                ? Flags.unknown(unmatched)
                : String.valueOf(e.getMessage());
        terminal.complain(line);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof SettingsException || e instanceof ParameterException) {
            return end(e, ExitCode.USAGE);
        } else if (e instanceof ChatException refused) {
            return end(e, refused.code().kind() == ErrorCode.Kind.INVALID ? ExitCode.USAGE : ExitCode.SOFTWARE);
        } else if (isOneLine(e)) {
            return end(e, ExitCode.SOFTWARE);
        }
        LoggerFactory.getLogger(Failures.class).error("This should not have happened", e);
        return ExitCode.SOFTWARE;
    }

    private static boolean isOneLine(Exception e) {
        return e instanceof DatabaseException || e instanceof RefusedException || e instanceof BenchException;
    }

    private int end(Exception e, int code) {
        terminal.complain(String.valueOf(e.getMessage()));
        return code;
    }
}
