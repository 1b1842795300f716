package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Position;
import dev.parley.core.port.Subscriber;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, but for how the account is now, which may come at any time. */
final class Told implements Subscriber {

    final List<Position> started = new ArrayList<>();
    final List<ChatEvent> events = new ArrayList<>();
    final List<Long> seqs = new ArrayList<>();

    @Override
    public void started(List<Position> positions) {
        started.addAll(positions);
    }

    @Override
    public void changed(Envelope envelope) {
        envelope.changes().forEach(change -> seqs.add(change.seq()));
    }

    @Override
    public void happened(ChatEvent event) {
        if (!(event instanceof ChatEvent.AccountUpdated)) {
            events.add(event);
        }
    }

    @Override
    public void ended(Ending why) {}
}
