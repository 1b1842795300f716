package dev.parley.cli.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log lines go: to the standard error, whatever library writes them. Set up in code, so that it is the same in one jar,
 * in two, and in a test.
 *
 * <p>Not thread-safe: called once, when the program starts.
 */
public final class Logging {

    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Their lines below WARN say nothing to whoever runs Parley, or repeat what somebody sent, secrets and all. */
    private static final List<String> TALKATIVE = List.of(
            "io.javalin", "org.eclipse.jetty", "com.zaxxer.hikari", "org.flywaydb", "org.postgresql", "org.jdbi");

    /**
     * Their warnings neither: the web server's can be provoked by anybody, as often as he likes; those of the pool, one with its
     * stack for each connection that broke, are summed up by our own.
     */
    private static final List<String> SHRILL =
            List.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser", "com.zaxxer.hikari");

    /** What a program says itself, in one line and with the reason. */
    private static final Set<String> SAID_OTHERWISE = Set.of("Failed to start Javalin");

    private Logging() {}

    /**
     * Logs to the standard error from now on.
     *
     * @param level {@code off error warn info debug trace}
     */
    public static void start(String level, Format format) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(level));
        root.addAppender(appender(context, format));
        if (!root.getLevel().isGreaterOrEqual(Level.WARN)) {
            TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
            SHRILL.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, Format format) {
        LayoutBase<ILoggingEvent> layout = format == Format.JSON ? new JsonLines() : new TextLines();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.addFilter(new Remarks());
        appender.start();
        return appender;
    }

    /** Leaves out what is said otherwise. */
    private static final class Remarks extends Filter<ILoggingEvent> {

        @Override
        public FilterReply decide(ILoggingEvent event) {
            return SAID_OTHERWISE.contains(String.valueOf(event.getMessage())) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
