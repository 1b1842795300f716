package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.AccountId;
import org.junit.jupiter.api.Test;

/** How connections are counted. */
class SeatsTest {

    private final AccountId alice = new AccountId(1);
    private final Seats<String> seats = new Seats<>();

    @Test
    void everyGuestOfAnAccountCounts() {
        assertThat(seats.take(alice, "first")).isEqualTo(1);
        assertThat(seats.take(alice, "second")).isEqualTo(2);
        assertThat(seats.take(new AccountId(2), "third")).isEqualTo(1);
        assertThat(seats.taken()).containsExactlyInAnyOrder("first", "second", "third");
    }

    @Test
    void whoLeavesGivesOneSeatBack() {
        seats.take(alice, "first");
        seats.take(alice, "second");

        seats.leave(alice, "first");
        seats.leave(alice, "first");

        assertThat(seats.taken()).containsExactly("second");
        assertThat(seats.take(alice, "third")).isEqualTo(2);
    }

    @Test
    void w09_whoWasTurnedAwayGivesNoSeatBack() {
        seats.take(alice, "first");

        seats.leave(alice, "nobody expected");

        assertThat(seats.take(alice, "second")).isEqualTo(2);
    }
}
