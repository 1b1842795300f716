package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Window;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.Stores;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Maintenance} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface MaintenanceContract extends StoresContract {

    @Test
    default void aSettledValueStays(Scene scene) {
        Maintenance maintenance = scene.stores().maintenance();

        assertThat(maintenance.settle("epoch", "first")).isEqualTo("first");
        assertThat(maintenance.settle("epoch", "second")).isEqualTo("first");
        assertThat(maintenance.settle("other", "second")).isEqualTo("second");
    }

    @Test
    default void ofManyAtOnceOneSettlesForAll(Scene scene) {
        List<String> settled =
                Crowd.atOnce(20, i -> scene.stores().maintenance().settle("epoch", "word " + i));

        assertThat(new HashSet<>(settled)).hasSize(1);
    }

    @Test
    default void administrationSeesEverybodyById(Scene scene) {
        List<Account> everybody = List.of(
                scene.person("alice"),
                scene.newcomer("gone").disabled().enter(),
                scene.newcomer("guest").withoutUsername().enter(),
                scene.newcomer("host").kind(AccountKind.SYSTEM).enter());
        Maintenance maintenance = scene.stores().maintenance();

        assertThat(Pages.all(cursor -> maintenance.accounts(cursor, 2)))
                .containsExactlyInAnyOrderElementsOf(everybody)
                .isSortedAccordingTo(
                        Comparator.comparing(account -> account.id().value()));
        assertThat(maintenance.accounts(Optional.empty(), 4).next()).isEmpty();
    }

    @Test
    default void aSettledValueIsThereAfterReopening(Scene scene) {
        scene.stores().maintenance().settle("epoch", "first");

        scene.reopen();

        assertThat(scene.stores().maintenance().settle("epoch", "second")).isEqualTo("first");
    }

    @Test
    default void accountsFromElsewhereAreCounted(Scene scene) {
        seeded(scene, 1);
        seeded(scene, 2);
        scene.person("alice");
        scene.newcomer("other").externalId("host:seed:1").enter();
        scene.newcomer("host").kind(AccountKind.SYSTEM).enter();

        assertThat(scene.stores().maintenance().othersThan("seed:")).isEqualTo(2);
    }

    @Test
    default void anEmptyStoreHasNoOthers(Scene scene) {
        assertThat(scene.stores().maintenance().othersThan("seed:")).isZero();
    }

    @Test
    default void purgingRemovesPeopleAndWhatOnlyTheySaid(Scene scene) {
        Account one = seeded(scene, 1);
        Account two = seeded(scene, 2);
        Message message = scene.post(one, Pair.of(one.id(), two.id()), "hello");
        scene.direct(one, one);

        Maintenance.Purged purged = scene.stores().maintenance().purge("seed:");

        assertThat(purged).isEqualTo(new Maintenance.Purged(2, 2, 0));
        assertThat(scene.stores().accounts().byId(one.id())).isEmpty();
        assertThat(scene.stores().messages().message(one.id(), message.id())).isEmpty();
        assertThat(scene.stores().conversations().direct(Pair.of(one.id(), two.id())))
                .isEmpty();
        assertThat(scene.stores().journal().log(message.conversation(), 0, 10).changes())
                .isEmpty();
    }

    @Test
    default void purgingKeepsWhoSharesAConversationWithOthers(Scene scene) {
        Account kept = seeded(scene, 1);
        Account removed = seeded(scene, 2);
        Account alice = scene.person("alice");
        ConversationId shared = scene.direct(kept, alice);
        Message message = scene.post(kept, shared, "hello alice");
        scene.direct(kept, removed);

        Maintenance.Purged purged = scene.stores().maintenance().purge("seed:");

        assertThat(purged).isEqualTo(new Maintenance.Purged(1, 1, 1));
        assertThat(scene.stores().accounts().byId(kept.id())).contains(kept);
        assertThat(scene.stores().accounts().byId(removed.id())).isEmpty();
        assertThat(scene.stores()
                        .messages()
                        .window(alice.id(), shared, Window.latest(10))
                        .orElseThrow()
                        .messages())
                .containsExactly(message);
    }

    @Test
    default void purgingTakesThePrefixLiterally(Scene scene) {
        Account similar = scene.newcomer("similar").externalId("seedX1").enter();
        Account chosen = scene.newcomer("chosen").externalId("seed_1").enter();

        scene.stores().maintenance().purge("seed_");

        assertThat(scene.stores().accounts().byId(similar.id())).isPresent();
        assertThat(scene.stores().accounts().byId(chosen.id())).isEmpty();
    }

    @Test
    default void aPurgedNameMayBeTakenAgain(Scene scene) {
        seeded(scene, 1);
        scene.stores().maintenance().purge("seed:");

        Account again = seeded(scene, 1);

        assertThat(scene.stores().accounts().byUsername("seed1")).contains(again);
    }

    @Test
    default void purgingWhereNothingIsChosenRemovesNothing(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId notes = scene.direct(alice, alice);

        assertThat(scene.stores().maintenance().purge("seed:")).isEqualTo(new Maintenance.Purged(0, 0, 0));

        assertThat(scene.stores().conversations().item(alice.id(), notes)).isPresent();
    }

    @Test
    default void storesThatAnswerPassTheCheck(Scene scene) {
        assertThatCode(scene.stores().maintenance()::check).doesNotThrowAnyException();
    }

    @Test
    default void storesMayBeClosedTwice(Scene scene) {
        Stores stores = scene.leave();
        stores.close();

        assertThatCode(stores::close).doesNotThrowAnyException();
    }

    private static Account seeded(Scene scene, int number) {
        return scene.newcomer("seed" + number).externalId("seed:" + number).enter();
    }
}
