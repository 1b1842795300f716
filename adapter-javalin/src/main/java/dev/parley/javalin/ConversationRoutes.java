package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Direct;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Message;
import dev.parley.core.model.SearchQuery;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Window;
import dev.parley.core.model.Window.Side;
import dev.parley.wire.ConversationCommands;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Conversations, their messages, their log, searching in them, how far one has read and how one wants to have them.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class ConversationRoutes {

    private static final int CHANGES = 300;
    private static final List<Side> SIDES = List.of(Side.BEFORE, Side.AFTER, Side.AROUND);

    private final Chat chat;
    private final People people;

    ConversationRoutes(Chat chat, People people) {
        this.chat = chat;
        this.people = people;
    }

    void add(Routes routes) {
        routes.get("/api/conversations", this::list);
        routes.post("/api/conversations", this::open);
        routes.get("/api/conversations/{id}", this::conversation);
        routes.patch("/api/conversations/{id}", this::update);
        routes.get("/api/conversations/{id}/messages", this::messages);
        routes.post("/api/conversations/{id}/messages", this::post);
        routes.get("/api/conversations/{id}/changes", this::changes);
        routes.get("/api/conversations/{id}/search", this::search);
        routes.get("/api/conversations/{id}/pins", this::pinned);
        routes.get("/api/search", this::searchAll);
        routes.post("/api/conversations/{id}/read", this::read);
        routes.get("/api/conversations/{id}/seen", this::seen);
        routes.patch("/api/conversations/{id}/settings", this::settings);
    }

    private Answer list(Call call, Caller caller) {
        Query query = call.query();
        Shelf shelf = query.flag("hidden") ? Shelf.HIDDEN : Shelf.SHOWN;
        return Answer.ok(Frames.conversations(
                chat.conversations().list(caller.actor(), shelf, query.text("cursor"), query.limit()),
                chat.epoch(),
                chat.presence()::online));
    }

    private Answer open(Call call, Caller caller) {
        Fields body = call.body();
        String kind = body.text("kind");
        return switch (kind) {
            case "group" -> create(body, caller, ConversationKind.GROUP);
            case "channel" -> create(body, caller, ConversationKind.CHANNEL);
            default -> openDirect(body, caller, kind);
        };
    }

    private Answer openDirect(Fields body, Caller caller, String kind) {
        List<String> members = People.references(body, "members");
        body.check();
        if (!kind.equals("direct")) {
            throw ChatException.invalid("kind", "unsupported", "A conversation is direct, a group or a channel.");
        }
        Direct direct = chat.conversations().openDirect(caller.actor(), other(caller, members));
        return answer(direct.created(), caller, direct.conversation());
    }

    private Answer create(Fields body, Caller caller, ConversationKind kind) {
        String title = body.text("title");
        Optional<String> topic = body.optionalText("topic");
        List<String> members = body.absent("members") ? List.of() : People.references(body, "members");
        body.check();
        Set<AccountId> others =
                members.stream().map(member -> people.find(member).id()).collect(Collectors.toSet());
        return answer(true, caller, chat.conversations().create(caller.actor(), kind, title, topic, others));
    }

    /** The one other member; the caller may be named as well, and alone for notes to oneself. */
    private AccountId other(Caller caller, List<String> members) {
        List<AccountId> all = members.stream()
                .distinct()
                .limit(3)
                .map(member -> people.find(member).id())
                .distinct()
                .toList();
        List<AccountId> others =
                all.stream().filter(id -> !id.equals(caller.account())).toList();
        if (all.isEmpty() || others.size() > 1) {
            throw ChatException.invalid("members", "one_other", "A direct conversation has one other member.");
        }
        return others.isEmpty() ? caller.account() : others.get(0);
    }

    private Answer answer(boolean created, Caller caller, ConversationId id) {
        Answer answer = Answer.ok(
                Frames.conversation(chat.conversations().conversation(caller.actor(), id), chat.presence()::online));
        return created ? answer.as(201) : answer;
    }

    private Answer conversation(Call call, Caller caller) {
        return answer(false, caller, id(call));
    }

    /** Each of what is given is a change of its own, and shows as one. */
    private Answer update(Call call, Caller caller) {
        ConversationId id = id(call);
        chat.conversations().update(caller.actor(), id, ConversationCommands.change(call.body()));
        return answer(false, caller, id);
    }

    private Answer messages(Call call, Caller caller) {
        ConversationId id = id(call);
        return Answer.ok(Frames.window(chat.messages().history(caller.actor(), id, window(call.query()))));
    }

    private static Window window(Query query) {
        Window window = Window.latest(query.limit());
        boolean placed = false;
        for (Side side : SIDES) {
            OptionalLong seq = query.number(side.name().toLowerCase(Locale.ROOT), 0, Long.MAX_VALUE);
            if (seq.isPresent() && placed) {
                throw ChatException.invalid("query", "conflict", "Give one of before, after and around.");
            } else if (seq.isPresent()) {
                window = new Window(side, seq.getAsLong(), window.limit());
                placed = true;
            }
        }
        return window;
    }

    private Answer post(Call call, Caller caller) {
        ConversationId id = id(call);
        Draft draft = Drafts.read(call, call.body());
        return MessageRoutes.answer(chat.messages().post(caller.actor(), id, draft));
    }

    private Answer changes(Call call, Caller caller) {
        ConversationId id = id(call);
        Query query = call.query();
        long after = query.number("after", 0, Long.MAX_VALUE)
                .orElseThrow(() -> ChatException.invalid("after", "required", "Say after which seq."));
        return Answer.ok(Frames.changes(chat.messages().changes(caller.actor(), id, after, CHANGES)));
    }

    /** Asks for one more than is wanted, to know whether there is one. */
    private Answer search(Call call, Caller caller) {
        ConversationId id = id(call);
        Query query = call.query();
        SearchQuery sought = SearchQuery.parse("q", query.text("q").orElse(""));
        long before = query.number("before", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int limit = query.limit();
        List<Message> found = chat.search().inConversation(caller.actor(), id, sought, before, limit + 1);
        List<Message> page = found.subList(0, Math.min(limit, found.size()));
        Optional<Long> next =
                found.size() > limit ? Optional.of(page.get(limit - 1).seq()) : Optional.empty();
        return Answer.ok(Frames.found(page, next));
    }

    private Answer pinned(Call call, Caller caller) {
        return Answer.ok(Frames.pinned(chat.messages().pinned(caller.actor(), id(call))));
    }

    private Answer searchAll(Call call, Caller caller) {
        Query query = call.query();
        SearchQuery sought = SearchQuery.parse("q", query.text("q").orElse(""));
        return Answer.ok(
                Frames.hits(chat.search().everywhere(caller.actor(), sought, query.text("cursor"), query.limit())));
    }

    private Answer read(Call call, Caller caller) {
        return Answer.ok(ConversationCommands.read(chat, caller.actor(), id(call), call.body())
                .get());
    }

    private Answer seen(Call call, Caller caller) {
        return Answer.ok(Frames.seen(chat.readMarkers().seen(caller.actor(), id(call))));
    }

    private Answer settings(Call call, Caller caller) {
        return Answer.ok(ConversationCommands.settings(chat, caller.actor(), id(call), call.body())
                .get());
    }

    private static ConversationId id(Call call) {
        return new ConversationId(call.id("id"));
    }
}
