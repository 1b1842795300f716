package dev.parley.contract.simulation;

import dev.parley.core.model.Pair;

/** A message on its way, until it is known what became of it. */
record Sending(Pair pair, String clientId, String text, int attempts) {

    Sending again() {
        return new Sending(pair, clientId, text, attempts + 1);
    }

    /** How it is called on the wire; who forgets the key on a retry calls it something else. */
    String wireId(World world) {
        return world.has(Bug.RETRY_WITHOUT_A_KEY) && attempts > 0 ? clientId + ":" + attempts : clientId;
    }
}
