package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AbsenceTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger goodByes = new AtomicInteger();
    private final Absence absence = new Absence(this::ask, goodByes::incrementAndGet, nanos::get);

    private void ask() {
        if (away.get()) {
            throw ChatException.of(ErrorCode.UNAVAILABLE);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void lookInVain() {
        assertThatThrownBy(absence::look).isInstanceOf(ChatException.class);
    }

    @Test
    void g14_whoListensIsKeptForHalfAMinuteAndNoLonger() {
        pass(Duration.ofHours(1));
        absence.look();
        away.set(true);

        pass(Duration.ofSeconds(29));
        lookInVain();
        int early = goodByes.get();
        pass(Duration.ofSeconds(1));
        lookInVain();

        assertThat(early).isZero();
        assertThat(goodByes).hasValue(1);
    }

    @Test
    void g14_aStoreThatIsBackInTimeBeginsAnew() {
        away.set(true);
        pass(Duration.ofSeconds(29));
        lookInVain();
        away.set(false);
        absence.look();
        away.set(true);
        pass(Duration.ofSeconds(29));
        lookInVain();

        assertThat(goodByes).hasValue(0);
    }
}
