package dev.parley.core;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Position;
import dev.parley.core.port.Subscriber;
import java.util.List;

/** A subscriber that knows whether it was ended. */
final class Listening implements Subscriber {

    private volatile boolean ended;

    boolean over() {
        return ended;
    }

    @Override
    public void started(List<Position> positions) {}

    @Override
    public void changed(Envelope envelope) {}

    @Override
    public void happened(ChatEvent event) {}

    @Override
    public void ended(Ending why) {
        ended = true;
    }
}
