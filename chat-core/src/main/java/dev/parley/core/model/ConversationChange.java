package dev.parley.core.model;

import java.util.Optional;

/**
 * What of a group or channel is to be other than before; what is absent stays.
 *
 * <p>Thread-safe: immutable.
 *
 * @param topic blank for none
 * @param archived whether nothing may be said in it any more
 */
public record ConversationChange(Optional<String> title, Optional<String> topic, Optional<Boolean> archived) {

    public boolean none() {
        return title.isEmpty() && topic.isEmpty() && archived.isEmpty();
    }
}
