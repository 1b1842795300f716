package dev.parley.contract.simulation;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Position;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Standing;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.EpochStore;
import dev.parley.core.port.ErasureStore;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.InvitationStore;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.MarkerStore;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.Oversight;
import dev.parley.core.port.ReportStore;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.SettingsStore;
import dev.parley.core.port.Stores;
import dev.parley.core.port.TokenStore;
import java.util.List;
import java.util.Optional;

/** The stores that all nodes share, as one of them reaches them: slowly, and not always. */
final class NodeStores implements Stores {

    private final Shared shared;
    private final NodeJournal journal;
    private final NodeMessages messages;

    NodeStores(Shared shared, Runnable crash) {
        this.shared = shared;
        this.journal = new NodeJournal(shared, crash);
        this.messages = new NodeMessages(shared);
    }

    /** A read takes its time, before and after it sees what it sees; sometimes it does not come about. */
    static void read(World world) {
        if (world.fails(15)) {
            world.reach(Reached.READ_FAILED);
            throw ChatException.of(ErrorCode.UNAVAILABLE);
        }
        if (world.chance(10)) {
            world.pass(world.upTo(world.fails(100) ? 800 : 10));
        }
    }

    @Override
    public NodeJournal journal() {
        return journal;
    }

    @Override
    public MessageReader messages() {
        return messages;
    }

    @Override
    public ConversationReader conversations() {
        return new Conversations();
    }

    @Override
    public AccountStore accounts() {
        return shared.stores().accounts();
    }

    @Override
    public BlockStore blocks() {
        return shared.stores().blocks();
    }

    @Override
    public SessionStore sessions() {
        return shared.stores().sessions();
    }

    @Override
    public TokenStore tokens() {
        return shared.stores().tokens();
    }

    @Override
    public MarkerStore markers() {
        return shared.stores().markers();
    }

    @Override
    public SettingsStore settings() {
        return shared.stores().settings();
    }

    @Override
    public Maintenance maintenance() {
        return shared.stores().maintenance();
    }

    @Override
    public Oversight oversight() {
        return shared.stores().oversight();
    }

    @Override
    public ErasureStore erasures() {
        return shared.stores().erasures();
    }

    @Override
    public ReportStore reports() {
        return shared.stores().reports();
    }

    @Override
    public InvitationStore invitations() {
        return shared.stores().invitations();
    }

    @Override
    public EpochStore epochs() {
        return shared.stores().epochs();
    }

    @Override
    public EventBus bus() {
        return shared.bus();
    }

    @Override
    public void close() {}

    /** The lists of conversations, at the node's speed. */
    private final class Conversations implements ConversationReader {

        private final ConversationReader all = shared.stores().conversations();

        @Override
        public Page<ConversationItem> of(AccountId member, Shelf shelf, Optional<String> cursor, int limit) {
            return all.of(member, shelf, cursor, limit);
        }

        @Override
        public Optional<ConversationItem> item(AccountId member, ConversationId conversation) {
            read(shared.world());
            return all.item(member, conversation).map(this::asPlanted);
        }

        private ConversationItem asPlanted(ConversationItem item) {
            if (!shared.world().has(Bug.MARKER_COUNTS_EDITS)) {
                return item;
            }
            long changes = item.conversation().lastSeq() - item.readSeq();
            return new ConversationItem(
                    item.conversation(),
                    item.people(),
                    item.role(),
                    item.lastMessage(),
                    new Marker(item.readSeq(), changes),
                    item.settings(),
                    item.blocking());
        }

        @Override
        public Optional<ConversationId> byKey(HostKey key) {
            return all.byKey(key);
        }

        @Override
        public List<Position> positions(AccountId member) {
            read(shared.world());
            List<Position> positions = all.positions(member);
            read(shared.world());
            return positions;
        }

        @Override
        public List<Standing> since(AccountId member, long revision) {
            read(shared.world());
            return all.since(member, revision);
        }

        @Override
        public Optional<Page<Participant>> participants(
                AccountId member, ConversationId conversation, Optional<String> cursor, int limit) {
            return all.participants(member, conversation, cursor, limit);
        }

        @Override
        public Page<ChannelItem> channels(AccountId reader, String foldedQuery, Optional<String> cursor, int limit) {
            return all.channels(reader, foldedQuery, cursor, limit);
        }

        @Override
        public Optional<ConversationId> direct(Pair pair) {
            return all.direct(pair);
        }
    }

    /** Where all nodes meet. */
    record Shared(World world, Stores stores, Locks locks, LossyBus bus, Keys keys) {

        Journal journal() {
            return stores.journal();
        }
    }
}
