package dev.parley.contract;

import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bus as bad as a bus may be: a share of what is rung is lost, another comes only with what is rung after it, and a share of
 * what is heard is heard twice.
 */
final class UnreliableBus implements EventBus {

    private final EventBus bus;
    private final Random random;
    private final double share;
    private final AtomicInteger doubled = new AtomicInteger();

    /** @param share how much of it is lost, how much delayed and how much doubled; 1 loses all */
    UnreliableBus(EventBus bus, long seed, double share) {
        this.bus = bus;
        this.random = new Random(seed);
        this.share = share;
    }

    @Override
    public Line join(Node node) {
        return new Bad(bus.join(new HardOfHearing(node)));
    }

    /** How often something was heard twice. */
    int doubled() {
        return doubled.get();
    }

    @Override
    public void close() {
        bus.close();
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    /** Hears twice; what is rung twice may go as one. */
    private final class HardOfHearing implements Node {

        private final Node node;

        HardOfHearing(Node node) {
            this.node = node;
        }

        @Override
        public void rung(Bell bell) {
            node.rung(bell);
            if (draw() < share) {
                doubled.incrementAndGet();
                node.rung(bell);
            }
        }

        @Override
        public void missed() {
            node.missed();
        }

        @Override
        public void whispered(String text) {
            node.whispered(text);
        }
    }

    private final class Bad implements Line {

        private final Line line;
        private Bell held = new Bell(Set.of(), Set.of());

        Bad(Line line) {
            this.line = line;
        }

        @Override
        public void ring(Bell bell) {
            double fate = draw();
            if (fate < share) {
                return;
            }
            if (fate < 2 * share) {
                ringHeld(hold(bell));
            } else {
                line.ring(bell);
                ringHeld(hold(new Bell(Set.of(), Set.of())));
            }
        }

        private synchronized Bell hold(Bell next) {
            Bell before = held;
            held = next;
            return before;
        }

        private void ringHeld(Bell before) {
            if (!before.silent()) {
                line.ring(before);
            }
        }

        @Override
        public void whisper(String text) {
            if (draw() >= share) {
                line.whisper(text);
            }
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
