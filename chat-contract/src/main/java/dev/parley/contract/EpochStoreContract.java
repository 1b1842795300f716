package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.port.EpochStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds an {@link EpochStore} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface EpochStoreContract extends StoresContract {

    @Test
    default void thereIsNoEpochAtFirst(Scene scene) {
        assertThat(scene.stores().epochs().read().kept()).isEmpty();
    }

    @Test
    default void anEpochIsReplacedOnlyWhereItIsWhatWasRead(Scene scene) {
        EpochStore epochs = scene.stores().epochs();

        assertThat(epochs.replace(Optional.of("none"), "first")).isFalse();
        assertThat(epochs.replace(Optional.empty(), "first")).isTrue();
        assertThat(epochs.replace(Optional.empty(), "second")).isFalse();
        assertThat(epochs.replace(Optional.of("other"), "second")).isFalse();
        assertThat(epochs.read().kept()).contains("first");
        assertThat(epochs.replace(Optional.of("first"), "second")).isTrue();
        assertThat(epochs.read().kept()).contains("second");
    }

    @Test
    default void ofManyAtOnceOneMakesTheEpochAndOneRenewsIt(Scene scene) {
        EpochStore epochs = scene.stores().epochs();

        List<Boolean> made = Crowd.atOnce(10, i -> epochs.replace(Optional.empty(), "first " + i));
        Optional<String> kept = epochs.read().kept();
        List<Boolean> renewed = Crowd.atOnce(10, i -> epochs.replace(kept, "second " + i));

        assertThat(made).containsOnlyOnce(true);
        assertThat(renewed).containsOnlyOnce(true);
    }

    @Test
    default void theSameStorageSaysTheSameOfItselfAfterReopening(Scene scene) {
        String origin = scene.stores().epochs().read().origin();
        scene.stores().epochs().replace(Optional.empty(), "first");

        scene.reopen();

        assertThat(scene.stores().epochs().read()).isEqualTo(new EpochStore.Reading(Optional.of("first"), origin));
        assertThat(origin).isNotBlank();
    }
}
