package dev.parley.contract.simulation;

import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.util.ArrayList;
import java.util.List;

/** A bus that loses, doubles and reorders: each notice takes its own time. */
final class LossyBus implements EventBus {

    private static final int PER_MILLE = 200;

    private final World world;
    private final List<Joined> lines = new ArrayList<>();
    private long notices;

    LossyBus(World world) {
        this.world = world;
    }

    @Override
    public Line join(Node node) {
        Joined line = new Joined(node);
        lines.add(line);
        return line;
    }

    @Override
    public void close() {
        lines.clear();
    }

    /** One node of those that are alive. */
    private final class Joined implements Line {

        private final Node node;
        private long newest;

        Joined(Node node) {
            this.node = node;
        }

        @Override
        public void ring(Bell bell) {
            lines.stream().filter(other -> other != this).forEach(other -> send(other, bell));
        }

        private void send(Joined other, Bell bell) {
            if (world.fails(PER_MILLE)) {
                world.reach(Reached.NOTICE_LOST);
                return;
            }
            arrive(other, bell);
            if (world.fails(PER_MILLE)) {
                world.reach(Reached.NOTICE_DOUBLED);
                arrive(other, bell);
            }
        }

        private void arrive(Joined other, Bell bell) {
            long number = ++notices;
            world.after(world.upTo(world.fails(PER_MILLE) ? 1_000 : 5), () -> {
                if (lines.contains(other)) {
                    other.hear(number, bell);
                }
            });
        }

        private void hear(long number, Bell bell) {
            if (number < newest) {
                world.reach(Reached.NOTICE_REORDERED);
            }
            newest = Math.max(newest, number);
            node.rung(bell);
        }

        @Override
        public void whisper(String text) {
            // nothing is worth less than a whisper
        }

        @Override
        public void close() {
            lines.remove(this);
        }
    }
}
