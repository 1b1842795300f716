package dev.parley.core;

import dev.parley.core.internal.Company;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Blocking;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Person;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is there, and who is typing. None of it is kept, nothing of it has a number, and it may be lost on the way.
 *
 * <p>Somebody is there who has at least one live subscription on any node of the store, and for 30 seconds after the last.
 * Changes of it are told, as events, to everybody with whom he shares a conversation, but for those whom he has blocked or who
 * have blocked him. Between processes without a bus (H2 beside
 * another process) nothing of it is known.
 *
 * <p>Thread-safe. Nothing blocks.
 */
public final class Presence {

    private final Company company;
    private final Hub hub;
    private final RateLimiter commands;

    Presence(Engine engine) {
        this.company = engine.company();
        this.hub = engine.hub();
        this.commands = engine.commands();
    }

    /** Who is there of the people of a conversation, for the member who has read it; nobody where one of them has blocked the other. */
    public Set<AccountId> online(ConversationItem conversation) {
        if (conversation.blocking() != Blocking.NONE) {
            return Set.of();
        }
        return conversation.people().stream()
                .map(Person::id)
                .filter(company::online)
                .collect(Collectors.toSet());
    }

    /**
     * Tells those who listen to a conversation that the actor is typing there, for the next six seconds; at most every three
     * seconds, however often it is called. In a direct conversation nobody is told where one has blocked the other.
     *
     * @throws ChatException {@code NOT_FOUND} unless the actor himself has a live subscription here that hears the conversation;
     *     {@code RATE_LIMITED}
     */
    public void typing(Actor actor, ConversationId conversation) {
        commands.take(actor.account());
        if (!hub.hears(actor.account(), conversation)) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
        company.types(actor.account(), conversation);
    }
}
