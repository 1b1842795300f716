package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Decider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may do what, and what follows from it: the only place where that is decided. Pure: facts and commands in, outcomes and
 * changes out. Each command sees what those before it in the batch did.
 *
 * <p>Thread-safe: immutable.
 */
public final class Rules implements Decider {

    private static final Map<Class<?>, Rule<?>> RULES = Stream.of(
                    messages(Command.OpenDirect.class, MessageRules::open),
                    messages(Command.Post.class, MessageRules::post),
                    messages(Command.Edit.class, MessageRules::edit),
                    messages(Command.Delete.class, MessageRules::delete),
                    messages(Command.TakeDown.class, MessageRules::takeDown),
                    messages(Command.React.class, MessageRules::react),
                    messages(Command.Pin.class, MessageRules::pin),
                    rule(Command.Erase.class, (fold, erase) -> new ErasureRules(fold).erase(erase)),
                    members(Command.Create.class, MemberRules::create),
                    members(Command.Join.class, MemberRules::join),
                    members(Command.Redeem.class, MemberRules::redeem),
                    members(Command.Leave.class, MemberRules::leave),
                    members(Command.Invite.class, MemberRules::invite),
                    members(Command.Remove.class, MemberRules::remove),
                    members(Command.Appoint.class, MemberRules::appoint),
                    members(Command.Rename.class, MemberRules::rename),
                    members(Command.Describe.class, MemberRules::describe),
                    members(Command.Archive.class, MemberRules::archive))
            .collect(Collectors.toMap(Rule::kind, rule -> rule));

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
            outcomes.add(fold.decided(command).orElseGet(() -> decide(fold, command)));
        }
        return fold.decision(outcomes);
    }

    private static Outcome decide(Fold fold, Command command) {
        return Objects.requireNonNull(RULES.get(command.getClass())).decide(fold, command);
    }

    /** What decides one kind of command. */
    private record Rule<C extends Command>(Class<C> kind, BiFunction<Fold, C, Outcome> rule) {

        Outcome decide(Fold fold, Command command) {
            return rule.apply(fold, kind.cast(command));
        }
    }

    private static <C extends Command> Rule<C> rule(Class<C> kind, BiFunction<Fold, C, Outcome> rule) {
        return new Rule<>(kind, rule);
    }

    private static <C extends Command> Rule<C> messages(Class<C> kind, BiFunction<MessageRules, C, Outcome> rule) {
        return new Rule<>(kind, (fold, command) -> rule.apply(new MessageRules(fold), command));
    }

    private static <C extends Command> Rule<C> members(Class<C> kind, BiFunction<MemberRules, C, Outcome> rule) {
        return new Rule<>(kind, (fold, command) -> rule.apply(new MemberRules(fold), command));
    }

    /** Collects what a batch needs. */
    private static final class Gathering {

        private final Set<ConversationRef> conversations = new LinkedHashSet<>();
        private final Set<Needs.Membership> members = new LinkedHashSet<>();
        private final Set<AccountId> accounts = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();
        private final Set<Needs.Called> called = new LinkedHashSet<>();
        private final Set<MessageId> messages = new LinkedHashSet<>();
        private final Set<Needs.Reacting> reactions = new LinkedHashSet<>();
        private final Set<Needs.PostKey> posts = new LinkedHashSet<>();
        private final Set<String> invitations = new LinkedHashSet<>();
        private final Set<Needs.Leaver> leavers = new LinkedHashSet<>();
        private final Set<Long> changes = new LinkedHashSet<>();

        void add(Command command) {
            ConversationRef conversation = command.conversation();
            conversations.add(conversation);
            command.key().ifPresent(conversations::add);
            concerns(conversation, command.actor());
            command.others().forEach(other -> concerns(conversation, other));
            command.name().ifPresent(names::add);
            changes.add(command.id());
            if (conversation instanceof Pair pair) {
                accounts.add(pair.low());
                accounts.add(pair.high());
            }
            command.words()
                    .ifPresent(
                            words -> words.names().forEach(name -> called.add(new Needs.Called(conversation, name))));
            command.messages().forEach(messages::add);
            if (command instanceof Command.Post post) {
                posts.add(new Needs.PostKey(conversation, post.actor(), post.clientId()));
            } else if (command instanceof Command.React react) {
                reactions.add(react.reacting());
            } else if (command instanceof Command.Redeem redeem) {
                invitations.add(redeem.secretHash());
            } else if (command instanceof Command.Erase erase) {
                posts.add(new Needs.PostKey(conversation, erase.actor(), Message.FAREWELL));
                leavers.add(new Needs.Leaver(erase.conversation(), erase.actor(), erase.after()));
            }
        }

        private void concerns(ConversationRef conversation, AccountId account) {
            members.add(new Needs.Membership(conversation, account));
            accounts.add(account);
        }

        Needs needs(boolean withChanges) {
            return new Needs(
                    conversations,
                    members,
                    accounts,
                    names,
                    called,
                    messages,
                    reactions,
                    posts,
                    invitations,
                    leavers,
                    withChanges ? changes : Set.of());
        }
    }
}
