package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often something may happen, on a clock that the test moves. */
class RateLimiterTest {

    private final AtomicLong now = new AtomicLong(-1_000);
    private final RateLimiter limiter = new RateLimiter(new Rate(10, 3), now::get);

    @Test
    void aBurstGoesThroughAndThenOneAfterTheOther() {
        take(3);
        assertLimited(Duration.ofMillis(100));

        now.addAndGet(Duration.ofMillis(100).toNanos());
        take(1);
        assertLimited(Duration.ofMillis(100));
    }

    @Test
    void whatIsRefusedCostsNothing() {
        take(3);
        for (int i = 0; i < 100; i++) {
            assertLimited(Duration.ofMillis(100));
        }

        now.addAndGet(Duration.ofMillis(300).toNanos());
        take(3);
    }

    @Test
    void eachKeyHasItsOwnAllowance() {
        take(3);

        limiter.take("bob");

        assertLimited(Duration.ofMillis(100));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        take(3);

        limiter.giveBack("alice");

        take(1);
    }

    @Test
    void unlimitedIsUnlimited() {
        RateLimiter none = new RateLimiter(Rate.UNLIMITED, now::get);

        for (int i = 0; i < 100_000; i++) {
            none.take("alice");
        }
    }

    @Test
    void whatIsRefusedOrGivenBackKeepsNoKey() {
        take(1);
        limiter.giveBack("alice");
        assertThat(limiter.keys()).isZero();

        take(3);
        limiter.take("bob");
        limiter.giveBack("bob");
        assertLimited(Duration.ofMillis(100));

        assertThat(limiter.keys()).isEqualTo(1);
    }

    @Test
    void a12_noFloodMakesItKeepMoreThanItsMost() {
        RateLimiter slow = new RateLimiter(new Rate(1.0 / 3600, 2), now::get);
        int most = RateLimiter.MAX_KEYS;
        flood(slow, 0, most);
        slow.take(0);

        assertThatThrownBy(() -> slow.take(most)).isInstanceOf(ChatException.class);
        assertThat(slow.keys()).isEqualTo(most);
        slow.take(1);

        now.addAndGet(Duration.ofHours(1).toNanos());
        slow.take(most);
        assertThat(slow.keys()).isLessThan(10);
    }

    @Test
    void a12_aFloodDoesNotMakeItLookThroughAllKeysEachTime() {
        int many = RateLimiter.MAX_KEYS / 2 + 1;
        flood(limiter, 0, many);
        now.addAndGet(Duration.ofMillis(500).toNanos());
        limiter.take("the first of this second");
        assertThat(limiter.keys()).isOne();

        flood(limiter, 0, many);
        now.addAndGet(Duration.ofMillis(999).toNanos());
        limiter.take("still the same second");
        assertThat(limiter.keys()).isGreaterThan(many);

        now.addAndGet(Duration.ofMillis(1).toNanos());
        limiter.take("the next second");
        assertThat(limiter.keys()).isLessThan(10);
    }

    private static void flood(RateLimiter limiter, int from, int to) {
        IntStream.range(from, to).forEach(limiter::take);
    }

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            limiter.take("alice");
        }
    }

    private void assertLimited(Duration wait) {
        assertThatThrownBy(() -> limiter.take("alice")).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(e.retryAfter()).isEqualTo(Optional.of(wait));
        });
    }
}
