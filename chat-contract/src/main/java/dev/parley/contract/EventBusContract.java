package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds an {@link EventBus} to its port. It may lose, double and reorder at its worst; here, where nothing goes wrong, what is
 * said has to arrive.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface EventBusContract {

    /** A bus that reaches the others that were opened for this test. The contract closes it. */
    EventBus open();

    @Test
    default void whatOneRingsAllOthersHear() {
        try (Nodes nodes = new Nodes(this, 3)) {
            Bell bell = new Bell(Set.of(new ConversationId(7)), Set.of(new AccountId(1), new AccountId(2)));

            nodes.line(0).ring(bell);

            nodes.node(1).awaitRung(bell);
            nodes.node(2).awaitRung(bell);
        }
    }

    /** @param first small ids and large ones, as they are in a young database and in an old one */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 100_000, 1_000_000_000_000L})
    default void aBellOfVeryManyComesWhole(long first) {
        try (Nodes nodes = new Nodes(this, 2)) {
            Bell bell = new Bell(
                    LongStream.range(first, first + 2_000)
                            .mapToObj(ConversationId::new)
                            .collect(Collectors.toSet()),
                    LongStream.range(2 * first, 2 * first + 2_000)
                            .mapToObj(AccountId::new)
                            .collect(Collectors.toSet()));

            nodes.line(0).ring(bell);

            nodes.node(1).awaitRung(bell);
        }
    }

    @Test
    default void soManyThatTheyCannotBeNamedAreHeardOfAllTheSame() {
        try (Nodes nodes = new Nodes(this, 2)) {
            Bell bell = new Bell(
                    LongStream.rangeClosed(1, 50_000)
                            .mapToObj(ConversationId::new)
                            .collect(Collectors.toSet()),
                    Set.of());

            nodes.line(0).ring(bell);

            nodes.node(1).awaitRungOrMissed(bell);
        }
    }

    @Test
    default void aWhisperArrivesAsItWasSaid() {
        try (Nodes nodes = new Nodes(this, 2)) {
            String text = "two lines\nwith \"quotes\", a 'tick', \\ and ü 漢 \uD83D\uDE00 ";
            String longest = "ü".repeat(EventBus.LONGEST_WHISPER / 2);

            nodes.line(0).whisper(text);
            nodes.line(0).whisper(longest);

            nodes.node(1).awaitWhispered(text);
            nodes.node(1).awaitWhispered(longest);
        }
    }

    @Test
    default void aWhisperThatIsTooLongIsRefused() {
        try (Nodes nodes = new Nodes(this, 1)) {
            assertThatThrownBy(() -> nodes.line(0).whisper("ü".repeat(EventBus.LONGEST_WHISPER / 2) + "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void whatIsPendingWhenOneClosesIsStillSent() {
        try (Nodes nodes = new Nodes(this, 2)) {
            Bell bell = Bell.of(new ConversationId(7));

            nodes.line(0).ring(bell);
            nodes.line(0).close();

            nodes.node(1).awaitRung(bell);
        }
    }

    @Test
    default void whoeverHasClosedHearsNoMore() {
        try (Nodes nodes = new Nodes(this, 3)) {
            nodes.line(2).close();

            nodes.line(0).ring(Bell.of(new ConversationId(7)));
            nodes.node(1).awaitRung(Bell.of(new ConversationId(7)));

            assertThat(nodes.node(2).rung()).doesNotContain(Bell.of(new ConversationId(7)));
        }
    }

    @Test
    default void aNodeThatThrowsKeepsNobodyElseFromHearingNorItselfLater() {
        try (Nodes nodes = new Nodes(this, 3)) {
            nodes.node(1).fail(1);

            nodes.line(0).ring(Bell.of(new ConversationId(7)));
            nodes.node(2).awaitRung(Bell.of(new ConversationId(7)));
            nodes.node(1).awaitFailed();
            nodes.line(0).ring(Bell.of(new ConversationId(8)));

            nodes.node(2).awaitRung(Bell.of(new ConversationId(8)));
            nodes.node(1).awaitRung(Bell.of(new ConversationId(8)));
        }
    }

    @Test
    default void aBusMayBeClosedTwiceAndThenSaysNothing() {
        EventBus bus = open();
        EventBus.Line line = bus.join(new Nodes.Told());
        bus.close();

        assertThatCode(bus::close).doesNotThrowAnyException();
        assertThatCode(() -> line.ring(Bell.of(new ConversationId(7)))).doesNotThrowAnyException();
        assertThatCode(line::close).doesNotThrowAnyException();
    }
}
