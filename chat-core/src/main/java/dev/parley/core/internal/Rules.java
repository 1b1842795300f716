package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Decider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may do what, and what follows from it: the only place where that is decided. Pure: facts and commands in, outcomes and
 * changes out. Each command sees what those before it in the batch did.
 *
 * <p>Thread-safe: immutable.
 */
public final class Rules implements Decider {

    private final boolean again;

    public Rules() {
        this(false);
    }

    private Rules(boolean again) {
        this.again = again;
    }

    /**
     * The same rules for a batch that may have been committed already: a command whose change is in the log is answered from
     * it instead of being decided anew (G4).
     */
    public Rules again() {
        return new Rules(true);
    }

    @Override
    public Needs needs(List<Command> commands) {
        Gathering gathering = new Gathering();
        commands.forEach(gathering::add);
        return gathering.needs(again);
    }

    @Override
    public Decision decide(Facts facts, List<Command> commands) {
        Fold fold = new Fold(facts);
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        for (Command command : commands) {
            outcomes.add(fold.decided(command).orElseGet(() -> fold.decide(command)));
        }
        return fold.decision(outcomes);
    }

    /** Collects what a batch needs. */
    private static final class Gathering {

        private final Set<ConversationRef> conversations = new LinkedHashSet<>();
        private final Set<Needs.Membership> members = new LinkedHashSet<>();
        private final Set<AccountId> accounts = new LinkedHashSet<>();
        private final Set<MessageId> messages = new LinkedHashSet<>();
        private final Set<Needs.PostKey> posts = new LinkedHashSet<>();
        private final Set<Long> changes = new LinkedHashSet<>();

        void add(Command command) {
            ConversationRef conversation = command.conversation();
            conversations.add(conversation);
            members.add(new Needs.Membership(conversation, command.actor()));
            accounts.add(command.actor());
            changes.add(command.id());
            if (conversation instanceof Pair pair) {
                accounts.add(pair.low());
                accounts.add(pair.high());
            }
            if (command instanceof Command.Post post) {
                posts.add(new Needs.PostKey(conversation, post.actor(), post.clientId()));
            } else if (command instanceof Command.Edit edit) {
                messages.add(edit.message());
            } else if (command instanceof Command.Delete delete) {
                messages.add(delete.message());
            }
        }

        Needs needs(boolean withChanges) {
            return new Needs(conversations, members, accounts, messages, posts, withChanges ? changes : Set.of());
        }
    }
}
