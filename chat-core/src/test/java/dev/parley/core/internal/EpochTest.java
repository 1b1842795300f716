package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.port.EpochStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When history may have been lost, and when it was not. */
class EpochTest {

    private final Kept kept = new Kept();

    @Test
    void theEpochIsMadeOnceAndStays() {
        Epoch epoch = new Epoch(kept);

        assertThat(epoch.word()).matches("[0-9a-f]{16}");
        assertThat(new Epoch(kept).word()).isEqualTo(epoch.word());
        assertThat(epoch.changed(false)).isFalse();
    }

    @Test
    void aCopyGetsAnotherEpoch() {
        Epoch epoch = new Epoch(kept);
        String before = epoch.word();

        kept.origin = "elsewhere";

        assertThat(epoch.changed(false)).isTrue();
        assertThat(epoch.word()).isNotEqualTo(before);
        assertThat(epoch.changed(false)).isFalse();
        assertThat(new Epoch(kept).word()).isEqualTo(epoch.word());
    }

    @Test
    void whatIsLostIsLostOnceForAllProcesses() {
        Epoch one = new Epoch(kept);
        Epoch other = new Epoch(kept);
        String before = one.word();

        assertThat(one.changed(true)).isTrue();
        assertThat(other.changed(true)).isTrue();

        assertThat(one.word()).isEqualTo(other.word()).isNotEqualTo(before);
        assertThat(one.changed(false)).isFalse();
    }

    @Test
    void whatAnotherProcessRenewedIsNoticed() {
        Epoch one = new Epoch(kept);
        Epoch other = new Epoch(kept);

        one.changed(true);

        assertThat(other.changed(false)).isTrue();
        assertThat(other.word()).isEqualTo(one.word());
    }

    @Test
    void anEpochFromBeforeItsOriginWasNotedStays() {
        kept.kept = Optional.of("k3f9k3f9k3f9k3f9");

        assertThat(new Epoch(kept).word()).isEqualTo("k3f9k3f9k3f9k3f9");
        assertThat(kept.kept).contains("k3f9k3f9k3f9k3f9 here");
    }

    private static final class Kept implements EpochStore {

        Optional<String> kept = Optional.empty();
        String origin = "here";

        @Override
        public Reading read() {
            return new Reading(kept, origin);
        }

        @Override
        public boolean replace(Optional<String> old, String other) {
            boolean same = old.equals(kept);
            kept = same ? Optional.of(other) : kept;
            return same;
        }
    }
}
