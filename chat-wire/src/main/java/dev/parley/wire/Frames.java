package dev.parley.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.parley.core.Messages;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Blocking;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Found;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.LoggedIn;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.NewToken;
import dev.parley.core.model.Notifications;
import dev.parley.core.model.Page;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Person;
import dev.parley.core.model.Position;
import dev.parley.core.model.Profile;
import dev.parley.core.model.Rate;
import dev.parley.core.model.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the core's records look like on the wire, over HTTP and sockets alike: names in snake_case, ids as numbers, times as
 * {@link Json#time}; what is empty or does not apply is left out, but for the names of people without one, which are null.
 *
 * <p>It is long because it is the one list of them; messages have their own in {@code MessageFrame}.
 *
 * <p>Thread-safe: stateless.
 */
public final class Frames {

    private static final int MAX_POSITIONS = 1_000;
    private static final int MAX_CHANGES_BYTES = 48 * 1024;

    private Frames() {}

    /** What everybody may see of somebody. */
    public static ObjectNode user(Person person) {
        ObjectNode json = Json.object()
                .put("id", person.id().value())
                .put("username", person.username().orElse(null))
                .put("display_name", person.displayName());
        if (person.kind() != AccountKind.PERSON) {
            json.put("kind", wire(person.kind()));
        }
        person.colour().ifPresent(colour -> json.put("colour", wire(colour)));
        return json;
    }

    /**
     * All that somebody shows of himself.
     *
     * @param blocked whether the one who looks has blocked him
     */
    public static ObjectNode profile(Person person, Profile profile, boolean blocked) {
        ObjectNode json = user(person);
        profile.about().ifPresent(about -> json.put("about", about));
        return blocked ? json.put("blocked", true) : json;
    }

    /** An account as its owner sees it. */
    public static ObjectNode account(Account account) {
        ObjectNode json = profile(account.person(), account.profile(), false);
        account.email().ifPresent(email -> json.put("email", email));
        if (account.admin()) {
            json.put("admin", true);
        }
        return json;
    }

    /** Who is logged in, and until when. */
    public static ObjectNode session(Account account, Instant expiresAt) {
        ObjectNode json = Json.object().put("expires_at", Json.time(expiresAt));
        json.set("user", account(account));
        return json;
    }

    /** A fresh session for a program, with its secret. */
    public static ObjectNode loggedIn(LoggedIn fresh) {
        return session(fresh.account(), fresh.expiresAt()).put("token", fresh.secret());
    }

    /** A message as it is now; a deleted one is a tombstone without content. */
    public static ObjectNode message(Message message) {
        return MessageFrame.of(message);
    }

    /** One entry of a conversation's log. */
    public static ObjectNode change(Change change) {
        ObjectNode json = Json.object()
                .put("type", change.kind().wire())
                .put("conversation", change.conversation().value())
                .put("seq", change.seq());
        json.set("message", message(change.message()));
        return json;
    }

    /**
     * A conversation as one of its members sees it.
     *
     * @param online who of its people is there
     */
    public static ObjectNode conversation(ConversationItem item, Function<ConversationItem, Set<AccountId>> online) {
        ObjectNode json = Json.object()
                .put("id", item.conversation().id().value())
                .put("kind", wire(item.conversation().kind()));
        item.conversation().title().ifPresent(title -> json.put("title", title));
        item.conversation().topic().ifPresent(topic -> json.put("topic", topic));
        item.conversation().archivedAt().ifPresent(at -> json.put("archived_at", Json.time(at)));
        if (!item.conversation().direct()) {
            json.put("role", wire(item.role()))
                    .put("members", item.conversation().members());
        }
        if (item.conversation().pinned() > 0) {
            json.put("pinned", item.conversation().pinned());
        }
        json.put("seq", item.conversation().lastSeq()).setAll(marker(item.marker()));
        chosen(json, item.settings());
        item.conversation().lastMessageAt().ifPresent(at -> json.put("last_message_at", Json.time(at)));
        item.lastMessage().ifPresent(last -> json.set("last_message", message(last)));
        if (item.conversation().direct()) {
            Set<AccountId> there = online.apply(item);
            json.set("people", all(item.people(), person -> present(person, there)));
        }
        if (item.blocking() == Blocking.MINE) {
            json.put("blocked", true);
        }
        return json;
    }

    /** A part of those who belong to a conversation. */
    public static ObjectNode participants(Page<Participant> page) {
        ObjectNode json = Json.object();
        json.set("results", all(page.items(), one -> user(one.person()).put("role", wire(one.role()))));
        return json.put("next", page.next().orElse(null));
    }

    /** A part of all channels. */
    public static ObjectNode channels(Page<ChannelItem> page) {
        ObjectNode json = Json.object();
        json.set("results", all(page.items(), Frames::channel));
        return json.put("next", page.next().orElse(null));
    }

    private static ObjectNode channel(ChannelItem channel) {
        ObjectNode json = Json.object().put("id", channel.id().value()).put("title", channel.title());
        channel.topic().ifPresent(topic -> json.put("topic", topic));
        return json.put("members", channel.members()).put("joined", channel.joined());
    }

    private static ObjectNode present(Person person, Set<AccountId> online) {
        ObjectNode json = user(person);
        return online.contains(person.id()) ? json.put("online", true) : json;
    }

    /** A part of somebody's conversations. */
    public static ObjectNode conversations(
            Page<ConversationItem> page, String epoch, Function<ConversationItem, Set<AccountId>> online) {
        ObjectNode json = Json.object();
        json.set("conversations", all(page.items(), item -> conversation(item, online)));
        return json.put("epoch", epoch).put("next", page.next().orElse(null));
    }

    /** A window of a conversation's messages. */
    public static ObjectNode window(MessagePage page) {
        ObjectNode json = Json.object();
        json.set("messages", all(page.messages(), Frames::message));
        return json.put("top", page.top()).put("has_before", page.hasBefore()).put("has_after", page.hasAfter());
    }

    /** A part of a conversation's log: as much of the page as 48 KiB hold, at least one change. */
    public static ObjectNode changes(ChangePage page) {
        ArrayNode changes = Json.array();
        int room = MAX_CHANGES_BYTES;
        for (Change change : page.changes()) {
            Frame frame = Frame.of(Json.text(change(change)));
            room -= frame.bytes();
            if (room < 0 && !changes.isEmpty()) {
                break;
            }
            changes.addRawValue(new RawValue(frame.text()));
        }
        boolean more = page.more() || changes.size() < page.changes().size();
        ObjectNode json = Json.object();
        json.set("changes", changes);
        return json.put("top", page.top()).put("more", more).put("reset", page.reset());
    }

    /** The first frame of a socket: who it belongs to, and where each of the conversations stands. */
    public static ObjectNode hello(Account account, String epoch, List<Position> positions) {
        ObjectNode json = Json.object().put("type", FrameType.HELLO).put("epoch", epoch);
        json.set("user", account(account));
        ObjectNode named = json.putObject("positions");
        positions.stream()
                .limit(MAX_POSITIONS)
                .forEach(position ->
                        named.put(Long.toString(position.conversation().value()), position.seq()));
        return json.put("more", positions.size() > MAX_POSITIONS);
    }

    /** What concerns the user alone. */
    public static ObjectNode event(ChatEvent event) {
        if (event instanceof ChatEvent.ConversationAdded added) {
            return event(FrameType.CONVERSATION_ADDED, added.conversation()).put("seq", added.seq());
        } else if (event instanceof ChatEvent.ConversationRemoved removed) {
            return event(FrameType.CONVERSATION_REMOVED, removed.conversation());
        } else if (event instanceof ChatEvent.MarkerMoved moved) {
            return event(FrameType.READ, moved.conversation()).setAll(marker(moved.marker()));
        } else if (event instanceof ChatEvent.SettingsChanged changed) {
            return event(FrameType.SETTINGS_CHANGED, changed.conversation()).setAll(settings(changed.settings()));
        } else if (event instanceof ChatEvent.AccountUpdated updated) {
            ObjectNode json = Json.object().put("type", FrameType.USER_UPDATED);
            return json.set("user", account(updated.account()));
        }
        return passing(event);
    }

    private static ObjectNode passing(ChatEvent event) {
        if (event instanceof ChatEvent.Typing typing) {
            return event(FrameType.TYPING, typing.conversation())
                    .put("user_id", typing.account().value())
                    .put("for_ms", typing.millis());
        } else if (event instanceof ChatEvent.Seen seen) {
            return event(FrameType.SEEN, seen.conversation()).setAll(sight(new Seen(seen.account(), seen.seq())));
        } else if (event instanceof ChatEvent.PresenceChanged presence) {
            return Json.object()
                    .put("type", FrameType.PRESENCE)
                    .put("user_id", presence.account().value())
                    .put("online", presence.online());
        }
        throw new IllegalArgumentException("No frame tells of " + event);
    }

    private static ObjectNode event(String type, ConversationId conversation) {
        return Json.object().put("type", type).put("conversation", conversation.value());
    }

    /** What a chat allows; how often only where that is limited. */
    public static ObjectNode limits(Limits limits) {
        ObjectNode json = Json.object()
                .put("content", limits.contentMax())
                .put("password", limits.passwordMin())
                .put("page", Messages.maxPage())
                .put("frame", Sockets.MAX_FRAME);
        List.of(Limited.SENDS, Limited.COMMANDS, Limited.PULLS).forEach(what -> rate(json, what, limits.rate(what)));
        return json;
    }

    private static void rate(ObjectNode json, Limited what, Rate rate) {
        if (!rate.unlimited()) {
            json.putObject(wire(what)).put("per_second", rate.perSecond()).put("burst", rate.burst());
        }
    }

    /** One numbered page of all of somebody's messages, with the addresses of those beside it. */
    public static ObjectNode list(MessageList list, Optional<String> next, Optional<String> previous) {
        ObjectNode json = Json.object()
                .put("count", list.count())
                .put("next", next.orElse(null))
                .put("previous", previous.orElse(null));
        json.set("results", all(list.messages(), Frames::message));
        return json;
    }

    /** What a search found; {@code next} is the value of {@code before} for the next part. */
    public static ObjectNode found(List<Message> messages, Optional<Long> next) {
        ObjectNode json = Json.object();
        json.set("results", all(messages, Frames::message));
        return json.put("next", next.orElse(null));
    }

    /** What is kept at hand in a conversation. */
    public static ObjectNode pinned(List<Message> messages) {
        ObjectNode json = Json.object();
        json.set("results", all(messages, Frames::message));
        return json;
    }

    /** What a message has said before; {@code next} is the value of {@code before} for the next part. */
    public static ObjectNode formerTexts(List<FormerText> texts, Optional<Integer> next) {
        ObjectNode json = Json.object();
        json.set("results", all(texts, Frames::formerText));
        return json.put("next", next.orElse(null));
    }

    private static ObjectNode formerText(FormerText text) {
        return Json.object()
                .put("version", text.version())
                .put("content", text.content())
                .put("timestamp", Json.time(text.at()));
    }

    /** What a search over all conversations found, each message with what its conversation is. */
    public static ObjectNode hits(Page<Found> page) {
        ObjectNode json = Json.object();
        json.set("results", all(page.items(), Frames::hit));
        return json.put("next", page.next().orElse(null));
    }

    private static ObjectNode hit(Found found) {
        ObjectNode place = Json.object().put("kind", wire(found.kind()));
        found.title().ifPresent(title -> place.put("title", title));
        return message(found.message()).set("place", place);
    }

    /** A part of the directory. */
    public static ObjectNode users(Page<Person> page) {
        ObjectNode json = Json.object();
        json.set("results", all(page.items(), Frames::user));
        return json.put("next", page.next().orElse(null));
    }

    /** How far somebody has read. */
    public static ObjectNode marker(Marker marker) {
        ObjectNode json = Json.object().put("read_seq", marker.readSeq()).put("unread", marker.unread());
        marker.unreadFrom().ifPresent(seq -> json.put("unread_from", seq));
        return marker.mentions() > 0 ? json.put("unread_mentions", marker.mentions()) : json;
    }

    /** How far others have read. */
    public static ObjectNode seen(List<Seen> others) {
        ObjectNode json = Json.object();
        json.set("seen", all(others, Frames::sight));
        return json;
    }

    private static ObjectNode sight(Seen seen) {
        return Json.object().put("user", seen.account().value()).put("seq", seen.seq());
    }

    /** How somebody wants to have a conversation, in full. */
    public static ObjectNode settings(ConversationSettings settings) {
        return Json.object()
                .put("notify", wire(settings.notifications()))
                .put("favourite", settings.favourite())
                .put("hidden", settings.hidden());
    }

    /** Only what is not as it is where nothing was chosen. */
    private static void chosen(ObjectNode json, ConversationSettings settings) {
        if (settings.notifications() != Notifications.ALL) {
            json.put("notify", wire(settings.notifications()));
        }
        if (settings.favourite()) {
            json.put("favourite", true);
        }
        if (settings.hidden()) {
            json.put("hidden", true);
        }
    }

    /** A token without its secret. */
    public static ObjectNode token(ApiToken token) {
        ObjectNode json = Json.object()
                .put("id", token.id())
                .put("name", token.name())
                .put("hint", token.hint())
                .put("created_at", Json.time(token.createdAt()))
                .put("expires_at", Json.time(token.expiresAt()));
        token.usedAt().ifPresent(at -> json.put("last_used_at", Json.time(at)));
        return json;
    }

    /** A fresh token with its secret. */
    public static ObjectNode newToken(NewToken fresh) {
        return token(fresh.token()).put("token", fresh.secret());
    }

    /** Somebody's tokens. */
    public static ObjectNode tokens(List<ApiToken> tokens) {
        ObjectNode json = Json.object();
        json.set("tokens", all(tokens, Frames::token));
        return json;
    }

    static <T> ArrayNode all(List<T> items, Function<T, ? extends JsonNode> frame) {
        ArrayNode array = Json.array();
        items.forEach(item -> array.add(frame.apply(item)));
        return array;
    }

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
