package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureLogTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final List<String> lines = new ArrayList<>();
    private final FailureLog log = new FailureLog(clock::get, lines::add);

    @Test
    void aFailureIsOneLineThatSaysWhatItIs() {
        log.failed(new SQLException("ERROR: could not extend file: disk full\n  Hint: Check free space.", "53100"));

        assertThat(lines)
                .containsExactly("The database failed: ERROR: could not extend file: disk full (SQL state 53100)."
                        + " Repeats of this within a minute are not written.");
    }

    @Test
    void oneKindIsWrittenOnceAMinute() {
        for (int second = 0; second <= 120; second++) {
            log.failed(new SQLException("disk full", "53100", 7));
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }

        assertThat(lines).hasSize(3).allMatch(line -> line.contains("(SQL state 53100, code 7)"));
    }

    @Test
    void kindsAreCountedApart() {
        log.failed(new SQLException("disk full", "53100"));
        log.failed(new SQLException("disk full", "53100", 1));
        log.failed(new SQLException("starting", "57P03"));
        log.unanswered(2);
        log.unanswered(2);

        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).startsWith("The database failed: no answer within 2 s. Repeats");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505"})
    void h16_whatIsSaidOfAValueIsNotRepeated(String state) {
        log.failed(new SQLException("Value too long: 'canary'", state));

        assertThat(lines).singleElement().asString().contains(state).doesNotContain("canary");
    }

    @Test
    void h16_theStatementIsNotRepeated() {
        log.failed(new SQLException("Out of memory.; SQL statement:\ninsert into x values ('canary')", "90108", 90108));

        assertThat(lines).singleElement().asString().contains("Out of memory (SQL state 90108).");
    }

    @Test
    void whatTheSystemSaidIsAdded() {
        log.failed(new SQLException(
                "Writing failed", "90028", new IllegalStateException(new IOException("No space left on device"))));

        assertThat(lines).singleElement().asString().contains("Writing failed: No space left on device (SQL");
    }

    @Test
    void h16_aLineStaysALineAndItsLengthIsBounded() {
        log.failed(new SQLException("bell \u0007 escape \u001b[31m " + "x".repeat(10_000), "58030"));

        assertThat(lines)
                .singleElement()
                .asString()
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(500);
    }

    @Test
    void evenEndlesslyManyKindsAreWritten() {
        for (int code = 1; code <= 10_000; code++) {
            log.failed(new SQLException("new", "58000", code));
        }

        assertThat(lines).hasSize(10_000);
    }
}
