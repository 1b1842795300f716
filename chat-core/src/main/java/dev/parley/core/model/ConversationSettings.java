package dev.parley.core.model;

/**
 * How a member wants to have a conversation; nobody else is told.
 *
 * <p>Thread-safe: immutable.
 *
 * @param hidden whether it is left out of the list until something new is said in it
 */
public record ConversationSettings(Notifications notifications, boolean favourite, boolean hidden) {

    /** What holds where nothing was chosen. */
    public static final ConversationSettings DEFAULT = new ConversationSettings(Notifications.ALL, false, false);

    /** The same with what somebody has chosen. */
    public ConversationSettings with(SettingsChange change) {
        return new ConversationSettings(
                change.notifications().orElse(notifications),
                change.favourite().orElse(favourite),
                change.hidden().orElse(hidden));
    }
}
