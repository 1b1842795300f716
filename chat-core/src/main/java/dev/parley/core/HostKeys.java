package dev.parley.core;

import dev.parley.core.internal.Ids;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Direct;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Naming;
import dev.parley.core.model.Outcome.Opened;
import dev.parley.core.model.Pair;
import dev.parley.core.port.ConversationReader;
import java.util.Optional;
import java.util.Set;

/**
 * Conversations that a host application opens by keys of its own, such as {@code order:4711}. There is exactly one for each key,
 * also under concurrent calls of several processes; what is opened again is answered as it is, whoever is in it by then.
 *
 * <p>This is for the host's own program, which knows its keys. It is not reachable from outside.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class HostKeys {

    private static final int MOST = 100;

    private final Conversations conversations;
    private final ConversationReader reader;
    private final Ids ids;

    HostKeys(Engine engine, Conversations conversations) {
        this.conversations = conversations;
        this.reader = engine.stores().conversations();
        this.ids = engine.ids();
    }

    /** The conversation of a key, if it was ever opened. It asks for nobody's permission, and tells nothing but an id. */
    public Optional<ConversationId> find(HostKey key) {
        return reader.byKey(key);
    }

    /**
     * The direct conversation of the actor and somebody else. A pair has exactly one, with or without a key, and that the last of
     * those under which it was asked for; where the key stands for another conversation already, that is answered.
     *
     * @throws ChatException as {@link Conversations#openDirect}
     */
    public Direct openDirect(Actor actor, HostKey key, AccountId other) {
        Optional<ConversationId> existing = find(key);
        return existing.isPresent()
                ? new Direct(existing.get(), false)
                : open(actor, key, Pair.of(actor.account(), other));
    }

    private Direct open(Actor actor, HostKey key, Pair pair) {
        Opened opened = conversations.open(
                actor, pair, (id, at) -> new Command.OpenDirect(id, actor.account(), pair, at, Optional.of(key)));
        return new Direct(opened.conversation().id(), opened.created());
    }

    /**
     * The group of a key. Its title, its owner and its members count only when it is opened.
     *
     * @param actor who owns it from the start
     * @param members who is in it from the start beside the actor, 100 at the most
     * @throws ChatException as {@link Conversations#create}
     * @throws IllegalArgumentException for more members
     */
    public ConversationId openGroup(Actor actor, HostKey key, String title, Set<AccountId> members) {
        if (members.size() > MOST) {
            throw new IllegalArgumentException("A group is opened with 100 members at the most");
        }
        String called = Naming.title(title);
        return find(key).orElseGet(() -> open(actor, key, called, members));
    }

    private ConversationId open(Actor actor, HostKey key, String title, Set<AccountId> members) {
        ConversationId fresh = new ConversationId(ids.next());
        Conversations.Making create = (id, at) -> new Command.Create(
                fresh.value(),
                actor.account(),
                fresh,
                at,
                ConversationKind.GROUP,
                title,
                Optional.empty(),
                members,
                Optional.of(key));
        return conversations.open(actor, fresh, create).conversation().id();
    }
}
