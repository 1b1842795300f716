package dev.parley.cli.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event, one line, for people. Whatever could begin a line of its own or steer a terminal is escaped; the lines of a stack
 * trace are indented, so that no text in them can pass for an event (attack C23).
 */
final class TextLines extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS))
                .append(String.format(" %-5s ", event.getLevel()))
                .append(last(event.getLoggerName()))
                .append(": ")
                .append(escaped(event.getFormattedMessage()))
                .append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown)
                    .lines()
                    .forEach(text ->
                            line.append("    ").append(escaped(text.strip())).append('\n'));
        }
        return line.toString();
    }

    private static String last(String logger) {
        return escaped(logger.substring(logger.lastIndexOf('.') + 1));
    }

    private static String escaped(@Nullable String text) {
        StringBuilder safe = new StringBuilder();
        String.valueOf(text).codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int c) {
        if (Printable.shown(c)) {
            safe.appendCodePoint(c);
        } else {
            safe.append(String.format("\\u%04x", c));
        }
    }
}
