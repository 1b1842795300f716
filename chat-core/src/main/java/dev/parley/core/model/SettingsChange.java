package dev.parley.core.model;

import java.util.Optional;

/**
 * What of {@link ConversationSettings} is to be other than before; what is absent stays.
 *
 * <p>Thread-safe: immutable.
 */
public record SettingsChange(
        Optional<Notifications> notifications, Optional<Boolean> favourite, Optional<Boolean> hidden) {

    public boolean none() {
        return notifications.isEmpty() && favourite.isEmpty() && hidden.isEmpty();
    }
}
