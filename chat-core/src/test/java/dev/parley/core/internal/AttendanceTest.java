package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AttendanceTest {

    private static final AccountId ALICE = new AccountId(1);

    private final List<String> here = new ArrayList<>();
    private final List<String> there = new ArrayList<>();
    private final List<String> whispers = new ArrayList<>();
    private long now = TimeUnit.HOURS.toNanos(1);

    private final Attendance two =
            new Attendance("two", text -> {}, (account, online) -> note(there, account, online), now);
    private final Attendance one = new Attendance(
            "one",
            text -> {
                whispers.add(text);
                two.heard(text, now);
            },
            (account, online) -> note(here, account, online),
            now);

    private static void note(List<String> news, AccountId account, boolean online) {
        news.add(account.value() + (online ? " came" : " left"));
    }

    private void pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            one.tick(now);
            two.tick(now);
        }
    }

    @Test
    void whoHasOneConnectionIsThereOnEveryNode() {
        one.here(Set.of(ALICE), now);

        assertThat(one.online(ALICE)).isTrue();
        assertThat(two.online(ALICE)).isTrue();
        assertThat(here).containsExactly("1 came");
        assertThat(there).containsExactly("1 came");
    }

    @Test
    void onlyChangesAreTold() {
        one.here(Set.of(ALICE), now);
        pass(60);
        one.here(Set.of(ALICE), now);

        assertThat(one.online(ALICE)).isTrue();
        assertThat(here).containsExactly("1 came");
        assertThat(there).containsExactly("1 came");
    }

    @Test
    void whoComesBackWithinThirtySecondsWasNeverAway() {
        one.here(Set.of(ALICE), now);
        one.here(Set.of(), now);
        pass(29);
        one.here(Set.of(ALICE), now);
        pass(60);

        assertThat(here).containsExactly("1 came");
        assertThat(there).containsExactly("1 came");
    }

    @Test
    void whoStaysAwayHasLeftEverywhere() {
        one.here(Set.of(ALICE), now);
        one.here(Set.of(), now);
        pass(29);
        boolean stillThere = one.online(ALICE) && two.online(ALICE);
        pass(1);

        assertThat(stillThere).isTrue();
        assertThat(one.online(ALICE)).isFalse();
        assertThat(two.online(ALICE)).isFalse();
        assertThat(here).containsExactly("1 came", "1 left");
        assertThat(there).containsExactly("1 came", "1 left");
    }

    @Test
    void whoIsAlsoElsewhereStaysWhenHeLeavesHere() {
        one.here(Set.of(ALICE), now);
        two.here(Set.of(ALICE), now);
        one.here(Set.of(), now);
        pass(40);

        assertThat(two.online(ALICE)).isTrue();
        assertThat(there).containsExactly("1 came");
    }

    @Test
    void thoseOfANodeThatHasDiedAreGoneAfterThirtySeconds() {
        one.here(Set.of(ALICE), now);
        for (int i = 0; i < 30; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            two.tick(now);
        }

        assertThat(two.online(ALICE)).isFalse();
        assertThat(there).containsExactly("1 came", "1 left");
    }

    @Test
    void everybodyIsLookedAtOnceASecondHoweverOftenItTicks() {
        one.here(Set.of(ALICE), now);
        now += Attendance.GRACE_NANOS - Attendance.LOOK_NANOS / 2;
        two.tick(now);

        now += Attendance.LOOK_NANOS / 2;
        two.tick(now);
        boolean early = two.online(ALICE);
        now += Attendance.LOOK_NANOS / 2;
        two.tick(now);

        assertThat(early).isTrue();
        assertThat(two.online(ALICE)).isFalse();
    }

    @Test
    void aNodeThatHasMissedAWhisperHearsTheRollCall() {
        List<String> late = new ArrayList<>();
        Attendance three = new Attendance("three", text -> {}, (account, online) -> note(late, account, online), now);
        one.here(Set.of(ALICE), now);
        whispers.clear();

        pass(10);
        whispers.forEach(text -> three.heard(text, now));

        assertThat(three.online(ALICE)).isTrue();
        assertThat(late).containsExactly("1 came");
    }

    @Test
    void theRollOfManyIsCalledInWhispersOfBoundedLength() {
        one.here(
                LongStream.rangeClosed(1, 1_000)
                        .mapToObj(i -> new AccountId((1L << 52) + i))
                        .collect(Collectors.toSet()),
                now);
        whispers.clear();

        pass(10);

        assertThat(whispers).hasSize(5).allSatisfy(text -> assertThat(text).hasSizeLessThan(4_000));
        assertThat(there).hasSize(1_000);
    }

    @Test
    void whatIsWhisperedAboutOtherThingsIsPassedOver() {
        two.heard("typing one 1 7", now);
        two.heard("", now);

        assertThat(there).isEmpty();
    }
}
