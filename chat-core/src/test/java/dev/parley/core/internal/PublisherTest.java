package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final Outcome ONE = new Outcome.Refused(ErrorCode.NOT_FOUND);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> told = new ArrayList<>();
    private int room;
    private final Publisher publisher = new Publisher(tasks::add, outcomes -> told.add(outcomes.size()), () -> room++);

    @Test
    void whatComesWhileItIsBusyIsToldTogether() {
        publisher.offer(List.of(ONE));
        publisher.offer(List.of(ONE, ONE));
        publisher.offer(List.of(ONE));

        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(told).containsExactly(4);
        assertThat(publisher.idle()).isTrue();
        publisher.offer(List.of(ONE));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void g13_itSaysWhenEnoughWaitsAndWhenThereIsRoomAgain() {
        publisher.offer(Collections.nCopies(95, ONE));
        boolean before = publisher.full();
        publisher.offer(List.of(ONE));

        assertThat(before).isFalse();
        assertThat(publisher.full()).isTrue();
        tasks.remove().run();
        assertThat(publisher.full()).isFalse();
        assertThat(room).isEqualTo(2);
    }

    @Test
    void whatFailsToBeToldDoesNotKeepTheNextFromIt() {
        Publisher failing = new Publisher(
                tasks::add,
                outcomes -> {
                    told.add(outcomes.size());
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
