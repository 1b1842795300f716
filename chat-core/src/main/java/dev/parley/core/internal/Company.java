package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.Stores;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What passes between people who share a conversation and may be lost: who is there, who is typing, and how far others have read. Other nodes are told
 * in whispers, of which each may be lost.
 *
 * <p>Thread-safe; nothing here blocks.
 */
public final class Company {

    private static final System.Logger LOG = System.getLogger(Company.class.getName());
    private static final String TYPING = "typing";
    private static final String READ = "read";

    private final Hub hub;
    private final BlockStore blocks;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Herald herald;
    private final Attendance attendance;
    private final Sightings sightings;
    private final Typing typing = new Typing();
    private volatile Consumer<String> others = text -> {};
    private long seen;

    /**
     * @param node a word of this node's own
     * @param executor reads whom something concerns, also that somebody has come or gone, or types; nothing else should wait for it
     */
    public Company(String node, Hub hub, Stores stores, Executor executor, LongSupplier nanos) {
        this.hub = hub;
        this.blocks = stores.blocks();
        this.executor = executor;
        this.nanos = nanos;
        this.herald = new Herald(hub, stores, this::online, executor);
        this.sightings = new Sightings(hub, stores, executor);
        this.attendance = new Attendance(
                node, text -> others.accept(text), (account, cameOrLeft) -> herald.changed(account), nanos.getAsLong());
    }

    /** From now on the other nodes are told as well. */
    void join(Consumer<String> whisper) {
        others = whisper;
    }

    /** Whether somebody has a live connection on any node, or had one half a minute ago. */
    public boolean online(AccountId account) {
        return attendance.online(account);
    }

    /** Somebody who listens here to that conversation is typing. */
    public void types(AccountId account, ConversationId conversation) {
        if (typing.news(account, conversation, nanos.getAsLong())) {
            executor.execute(() -> tellUnlessBlocked(account, conversation));
        }
    }

    /** It is worth nothing later: what cannot be read now is not told. */
    private void tellUnlessBlocked(AccountId account, ConversationId conversation) {
        try {
            if (!blocks.between(conversation)) {
                tell(account, conversation);
                others.accept(TYPING + " " + conversation.value() + " " + account.value());
            }
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "That somebody types is not told", away);
        }
    }

    /** Somebody has read on in a conversation; it is told with the next tick. */
    public void reads(AccountId account, ConversationId conversation) {
        sightings.add(account, conversation);
        others.accept(READ + " " + conversation.value() + " " + account.value());
    }

    private void tell(AccountId account, ConversationId conversation) {
        hub.tell(List.of(conversation), Set.of(account), new ChatEvent.Typing(conversation, account, Typing.MILLIS));
    }

    /** Another node has whispered. What cannot be read, of another version perhaps, is passed over. */
    void heard(String text) {
        String[] words = text.split(" ");
        try {
            if (words.length == 3 && words[0].equals(TYPING)) {
                tell(new AccountId(Long.parseLong(words[2])), new ConversationId(Long.parseLong(words[1])));
            } else if (words.length == 3 && words[0].equals(READ)) {
                sightings.add(new AccountId(Long.parseLong(words[2])), new ConversationId(Long.parseLong(words[1])));
            } else {
                attendance.heard(text, nanos.getAsLong());
            }
        } catch (IllegalArgumentException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "A whisper that cannot be read", unreadable);
        }
    }

    /** Notices who has come and gone. Called several times a second, by one thread at a time. */
    public void tick() {
        long now = nanos.getAsLong();
        long comings = hub.comings();
        if (comings != seen) {
            seen = comings;
            attendance.here(Set.copyOf(hub.accounts()), now);
        }
        typing.tick(now);
        attendance.tick(now);
        herald.tick();
        sightings.tick();
    }
}
