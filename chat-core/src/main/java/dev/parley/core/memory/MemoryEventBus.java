package dev.parley.core.memory;

import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A bus between several chats of one process: loses nothing, and has been heard when {@code ring} returns.
 *
 * <p>Thread-safe; the others are told on the thread that rings.
 */
public final class MemoryEventBus implements EventBus {

    private static final System.Logger LOG = System.getLogger(MemoryEventBus.class.getName());

    private final List<Joined> lines = new CopyOnWriteArrayList<>();

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

    private final class Joined implements Line {

        private final Node node;

        Joined(Node node) {
            this.node = node;
        }

        @Override
        public void ring(Bell bell) {
            tell(other -> other.rung(bell));
        }

        @Override
        public void whisper(String text) {
            if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_WHISPER) {
                throw new IllegalArgumentException("Too long for a whisper");
            }
            tell(other -> other.whispered(text));
        }

        private void tell(Consumer<Node> what) {
            for (Joined line : lines) {
                if (line != this) {
                    tell(line.node, what);
                }
            }
        }

        private static void tell(Node other, Consumer<Node> what) {
            try {
                what.accept(other);
            } catch (RuntimeException | Error e) { // whatever it is: all others are to hear it
                LOG.log(System.Logger.Level.WARNING, "A node failed at what it was told", e);
            }
        }

        @Override
        public void close() {
            lines.remove(this);
        }
    }
}
