package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final String ONE = "a";

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> told = new ArrayList<>();
    private int room;
    private final Relay<String> relay =
            new Relay<>(tasks::add, String::length, 10, items -> told.add(items.size()), () -> room++);

    @Test
    void whatComesWhileItIsBusyIsToldTogether() {
        relay.offer(List.of(ONE));
        relay.offer(List.of(ONE, ONE));
        relay.offer(List.of(ONE));

        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(told).containsExactly(4);
        assertThat(relay.idle()).isTrue();
        relay.offer(List.of(ONE));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void g13_itSaysWhenEnoughWaitsAndWhenThereIsRoomAgain() {
        relay.offer(Collections.nCopies(9, ONE));
        boolean before = relay.full();
        relay.offer(List.of(ONE));

        assertThat(before).isFalse();
        assertThat(relay.full()).isTrue();
        tasks.remove().run();
        assertThat(relay.full()).isFalse();
        assertThat(room).isEqualTo(2);
    }

    @Test
    void whatFailsToBeToldDoesNotKeepTheNextFromIt() {
        Relay<String> failing = new Relay<>(
                tasks::add,
                String::length,
                10,
                items -> {
                    told.add(items.size());
                    throw new AssertionError("as the test says");
                },
                () -> {});
        failing.offer(List.of(ONE));
        tasks.remove().run();

        failing.offer(List.of(ONE, ONE));
        tasks.remove().run();

        assertThat(told).containsExactly(1, 2);
    }
}
