package dev.parley.contract.simulation;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Found;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Page;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages as one node reads them: slowly, and with the mistakes of readers where they are switched on. */
final class NodeMessages implements MessageReader {

    private record Asked(AccountId member, ConversationId conversation, Window window) {}

    private final World world;
    private final MessageReader all;
    private final Map<Asked, Optional<MessagePage>> remembered = new HashMap<>();
    private final Map<MessageId, Message> index = new HashMap<>();

    NodeMessages(NodeStores.Shared shared) {
        this.world = shared.world();
        this.all = shared.stores().messages();
    }

    @Override
    public Optional<Message> message(AccountId member, MessageId message) {
        NodeStores.read(world);
        return all.message(member, message);
    }

    @Override
    public Optional<MessagePage> window(AccountId member, ConversationId conversation, Window window) {
        NodeStores.read(world);
        Asked asked = new Asked(member, conversation, window);
        if (world.has(Bug.STALE_READ_AFTER_OK) && remembered.containsKey(asked) && world.chance(50)) {
            return remembered.get(asked);
        }
        Optional<MessagePage> page = all.window(member, conversation, window);
        remembered.put(asked, page);
        return page;
    }

    @Override
    public Optional<ChangePage> changes(AccountId member, ConversationId conversation, long after, int limit) {
        NodeStores.read(world);
        Optional<ChangePage> page = world.has(Bug.CURSOR_BY_SERIAL_ID)
                ? all.changes(member, conversation, 0, Integer.MAX_VALUE).map(whole -> byId(whole, after, limit))
                : all.changes(member, conversation, after, limit);
        return page;
    }

    /** What follows the change with that number by its id, which is drawn in another order than the numbers. */
    private static ChangePage byId(ChangePage whole, long after, int limit) {
        long id = after == 0 ? 0 : whole.changes().get((int) after - 1).id();
        List<Change> rest = whole.changes().stream()
                .filter(change -> change.id() > id)
                .sorted(Comparator.comparing(Change::id))
                .toList();
        List<Change> page = rest.subList(0, Math.min(limit, rest.size()));
        return new ChangePage(page, whole.top(), page.size() < rest.size(), false);
    }

    @Override
    public Optional<List<Message>> pinned(AccountId member, ConversationId conversation) {
        NodeStores.read(world);
        return all.pinned(member, conversation);
    }

    @Override
    public List<FormerText> formerTexts(AccountId reader, MessageId message, int before, int limit) {
        NodeStores.read(world);
        return all.formerTexts(reader, message, before, limit);
    }

    @Override
    public Optional<List<Message>> search(
            AccountId member, ConversationId conversation, Sought sought, long before, int limit) {
        NodeStores.read(world);
        Optional<List<Message>> found = all.search(member, conversation, sought, before, limit);
        if (!world.has(Bug.DELETE_SKIPS_SEARCH)) {
            return found;
        }
        found.ifPresent(messages -> messages.forEach(message -> index.put(message.id(), message)));
        return Optional.of(index.values().stream()
                .filter(message -> message.conversation().equals(conversation))
                .sorted(Comparator.comparing(message -> -message.seq()))
                .toList());
    }

    @Override
    public Page<Found> search(AccountId member, Sought sought, Optional<String> cursor, int limit) {
        NodeStores.read(world);
        return all.search(member, sought, cursor, limit);
    }

    @Override
    public MessageList list(AccountId member, ListQuery query) {
        return all.list(member, query);
    }
}
