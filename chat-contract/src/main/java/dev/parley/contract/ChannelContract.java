package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Page;
import dev.parley.core.port.Journal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Journal} and its readers to what the names of channels ask of them: each is found by its name, and has it to itself.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface ChannelContract extends StoresContract {

    @Test
    default void ofManyWhoTakeOneNameForAChannelOneGetsIt(Scene scene) {
        Account alice = scene.person("alice");
        List<String> same = List.of("General", "GENERAL", "ｇｅｎｅｒａｌ", " general ");

        List<Outcome> outcomes = Crowd.atOnce(
                20, i -> scene.commit(scene.creating(alice, ConversationKind.CHANNEL, same.get(i % same.size()))));

        assertThat(outcomes).filteredOn(Outcome.Opened.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(new Outcome.Refused(ErrorCode.TITLE_TAKEN)::equals)
                .hasSize(19);
    }

    @Test
    default void aChannelThatIsCalledOtherwiseLeavesItsNameToOthers(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId first = scene.channel(alice, "General");

        List<Outcome> outcomes = scene.commit(List.of(
                scene.creating(alice, ConversationKind.CHANNEL, "general"),
                new Command.Rename(scene.id(), alice.id(), first, scene.now(), "Random"),
                scene.creating(alice, ConversationKind.CHANNEL, "general")));

        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Refused(ErrorCode.TITLE_TAKEN));
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Opened.class);
        assertThat(scene.commit(new Command.Rename(scene.id(), alice.id(), first, scene.now(), "GENERAL")))
                .isEqualTo(new Outcome.Refused(ErrorCode.TITLE_TAKEN));
        assertThat(scene.stores()
                        .conversations()
                        .channels(alice.id(), "", Optional.empty(), 10)
                        .items())
                .map(ChannelItem::title)
                .containsExactly("general", "Random");
    }

    @Test
    default void twoChannelsCanChangeTheirNamesInOneBatch(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId first = scene.channel(alice, "one");
        ConversationId second = scene.channel(alice, "two");

        scene.commit(List.of(
                new Command.Rename(scene.id(), alice.id(), first, scene.now(), "three"),
                new Command.Rename(scene.id(), alice.id(), second, scene.now(), "one"),
                new Command.Rename(scene.id(), alice.id(), first, scene.now(), "two")));

        assertThat(title(scene, alice, first)).contains("two");
        assertThat(title(scene, alice, second)).contains("one");
    }

    @Test
    default void channelsAreListedByTheirNamesAndFoundByAPartOfThem(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        scene.group(alice, bob);
        ConversationId mine = scene.channel(alice, "Cats 100%");
        List.of("Birds", "dogs", "Apes").forEach(title -> scene.channel(bob, title));

        Page<ChannelItem> first = scene.stores().conversations().channels(alice.id(), "", Optional.empty(), 3);
        Page<ChannelItem> second = scene.stores().conversations().channels(alice.id(), "", first.next(), 3);
        Page<ChannelItem> found = scene.stores().conversations().channels(alice.id(), "0%", Optional.empty(), 3);

        assertThat(first.items()).map(ChannelItem::title).containsExactly("Apes", "Birds", "Cats 100%");
        assertThat(second.items()).map(ChannelItem::title).containsExactly("dogs");
        assertThat(second.next()).isEmpty();
        assertThat(found.items()).containsExactly(new ChannelItem(mine, "Cats 100%", Optional.empty(), 1, true));
        assertThat(first.items().get(0).joined()).isFalse();
    }

    private static Optional<String> title(Scene scene, Account member, ConversationId channel) {
        return scene.stores()
                .conversations()
                .item(member.id(), channel)
                .orElseThrow()
                .conversation()
                .title();
    }
}
