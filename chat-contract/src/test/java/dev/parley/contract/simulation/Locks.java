package dev.parley.contract.simulation;

import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conversations that somebody else holds, and until when. */
final class Locks {

    private final World world;
    private final Map<ConversationRef, Long> until = new HashMap<>();

    Locks(World world) {
        this.world = world;
    }

    void hold(ConversationRef conversation, Duration time) {
        until.put(conversation, world.now() + time.toNanos());
    }

    boolean stopAnyOf(List<Command> commands) {
        return commands.stream().anyMatch(command -> until.getOrDefault(command.conversation(), 0L) > world.now());
    }
}
