package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationChange;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Notifications;
import dev.parley.core.model.SettingsChange;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a member says of how he reads a conversation, wants to have it and what it is to be, alike over HTTP and sockets. What is
 * wrong as it came is refused at once; a supplier waits for the store.
 *
 * <p>Thread-safe: stateless.
 */
public final class ConversationCommands {

    private ConversationCommands() {}

    /** Reads on, {@code seq}, or marks as unread, {@code unread_from}. */
    public static Supplier<ObjectNode> read(Chat chat, Actor actor, ConversationId conversation, Fields fields) {
        OptionalLong unreadFrom = fields.optionalNumber("unread_from");
        long seq = unreadFrom.isPresent() ? 0 : fields.number("seq");
        if (unreadFrom.isPresent() && !fields.absent("seq")) {
            fields.wrong("unread_from", "conflict");
        }
        fields.check();
        return () -> Frames.marker(
                unreadFrom.isPresent()
                        ? chat.readMarkers().unreadFrom(actor, conversation, unreadFrom.getAsLong())
                        : chat.readMarkers().read(actor, conversation, seq));
    }

    /** Another {@code title} or {@code topic}, and whether it is {@code archived}. */
    public static ConversationChange change(Fields fields) {
        ConversationChange change = new ConversationChange(
                fields.optionalText("title"), fields.optionalText("topic"), fields.flag("archived"));
        fields.check();
        return change;
    }

    /** Settles {@code notify}, {@code favourite} and {@code hidden}, as far as they are there. */
    public static Supplier<ObjectNode> settings(Chat chat, Actor actor, ConversationId conversation, Fields fields) {
        Optional<Notifications> notifications = fields.optionalWord("notify", Notifications.class);
        Optional<Boolean> favourite = fields.flag("favourite");
        Optional<Boolean> hidden = fields.flag("hidden");
        fields.check();
        SettingsChange change = new SettingsChange(notifications, favourite, hidden);
        return () -> Frames.settings(chat.settings().change(actor, conversation, change));
    }
}
