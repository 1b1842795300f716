package dev.parley.core.internal;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Decision;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One batch being decided. It begins with the facts, and every outcome is folded into them before the next command is looked
 * at, so that commands of one batch see each other as if they had come one by one. What was touched on the way is what has to
 * be written.
 *
 * <p>Not thread-safe: made for one decision.
 */
final class Fold {

    private record MemberKey(ConversationId conversation, AccountId account) {}

    private record PostKey(ConversationId conversation, AccountId sender, String clientId) {}

    private final Facts facts;
    private final Map<ConversationRef, ConversationId> ids = new LinkedHashMap<>();
    private final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();
    private final Map<MemberKey, Member> members = new LinkedHashMap<>();
    private final Map<MessageId, Facts.Posted> messages = new LinkedHashMap<>();
    private final Map<PostKey, MessageId> posts = new LinkedHashMap<>();

    private final Set<ConversationId> opened = new LinkedHashSet<>();
    private final Set<ConversationId> advanced = new LinkedHashSet<>();
    private final Set<MemberKey> joined = new LinkedHashSet<>();
    private final Set<MemberKey> read = new LinkedHashSet<>();
    private final Set<MessageId> posted = new LinkedHashSet<>();
    private final Set<MessageId> altered = new LinkedHashSet<>();
    private final List<Change> changes = new ArrayList<>();

    Fold(Facts facts) {
        this.facts = facts;
        facts.conversations().forEach(this::know);
        facts.members().values().forEach(m -> members.put(new MemberKey(m.conversation(), m.account()), m));
        facts.messages().forEach((id, message) -> messages.put(id, new Facts.Posted(message, "")));
        facts.posts().forEach(this::know);
    }

    private void know(ConversationRef ref, Conversation conversation) {
        ids.put(ref, conversation.id());
        ids.put(conversation.id(), conversation.id());
        conversations.put(conversation.id(), conversation);
    }

    private void know(Needs.PostKey key, Facts.Posted post) {
        Message message = post.message();
        messages.put(message.id(), post);
        posts.put(new PostKey(message.conversation(), key.sender(), key.clientId()), message.id());
    }

    /** The outcome of a command that an earlier attempt has committed, as far as the facts tell. */
    Optional<Outcome> decided(Command command) {
        return Optional.ofNullable(facts.changes().get(command.id()))
                .map(change -> new Outcome.Done(change, openedBy(command)));
    }

    Outcome decide(Command command) {
        if (command instanceof Command.Post post) {
            return post(post);
        } else if (command instanceof Command.Edit edit) {
            return edit(edit);
        } else if (command instanceof Command.Delete delete) {
            return delete(delete);
        }
        return open((Command.OpenDirect) command);
    }

    // --- what may happen

    private Outcome open(Command.OpenDirect open) {
        Optional<ErrorCode> refusal = mayOpen(open.actor(), open.pair());
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Conversation conversation = find(open.pair()).orElseGet(() -> open(open, open.pair()));
        return new Outcome.Opened(conversation, openedBy(open).isPresent());
    }

    private Outcome post(Command.Post post) {
        Optional<Outcome> repeat = find(post.conversation()).flatMap(c -> repeat(post, c.id()));
        if (repeat.isPresent()) {
            return repeat.get();
        }
        Optional<ErrorCode> refusal = mayPost(post);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Conversation conversation = find(post.conversation()).orElseGet(() -> open(post, (Pair) post.conversation()));
        return new Outcome.Done(append(post, conversation), openedBy(post));
    }

    private Optional<Outcome> repeat(Command.Post post, ConversationId conversation) {
        return Optional.ofNullable(posts.get(new PostKey(conversation, post.actor(), post.clientId())))
                .map(messages::get)
                .map(first -> sameAs(first, post)
                        ? new Outcome.Repeated(first.message())
                        : new Outcome.Refused(ErrorCode.CLIENT_ID_REUSED));
    }

    private static boolean sameAs(Facts.Posted first, Command.Post post) {
        return first.message().deleted() || first.fingerprint().equals(post.fingerprint());
    }

    private Optional<ErrorCode> mayPost(Command.Post post) {
        Optional<Conversation> conversation = find(post.conversation());
        if (conversation.isEmpty()) {
            return post.conversation() instanceof Pair pair
                    ? mayOpen(post.actor(), pair)
                    : Optional.of(ErrorCode.NOT_FOUND);
        }
        if (member(conversation.get().id(), post.actor()).isEmpty()) {
            return Optional.of(ErrorCode.NOT_FOUND);
        }
        return conversation.get().pair().flatMap(pair -> mayWrite(post.actor(), pair));
    }

    private Optional<ErrorCode> mayOpen(AccountId actor, Pair pair) {
        boolean possible = pair.has(actor)
                && facts.accounts().containsKey(pair.low())
                && facts.accounts().containsKey(pair.high());
        return possible ? mayWrite(actor, pair) : Optional.of(ErrorCode.NOT_FOUND);
    }

    private Optional<ErrorCode> mayWrite(AccountId actor, Pair pair) {
        if (account(actor).disabled()) {
            return Optional.of(ErrorCode.UNAUTHENTICATED);
        }
        return account(pair.other(actor)).disabled() ? Optional.of(ErrorCode.CANNOT_MESSAGE) : Optional.empty();
    }

    private Outcome edit(Command.Edit edit) {
        Optional<ErrorCode> refusal = mayChange(edit, edit.message());
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Message message = message(edit.message());
        if (message.deleted()) {
            return new Outcome.Refused(ErrorCode.ALREADY_DELETED);
        }
        if (message.content().equals(Optional.of(edit.content()))) {
            return new Outcome.Repeated(message);
        }
        Conversation conversation = conversation(message.conversation());
        Message edited = message.edited(edit.content(), notBefore(edit.at(), message));
        return done(edit, ChangeKind.MESSAGE_EDITED, conversation.edited(), edited);
    }

    private Outcome delete(Command.Delete delete) {
        Optional<ErrorCode> refusal = mayChange(delete, delete.message());
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Message message = message(delete.message());
        if (message.deleted()) {
            return new Outcome.Repeated(message);
        }
        Conversation conversation = conversation(message.conversation());
        Message erased = message.erased(notBefore(delete.at(), message));
        return done(delete, ChangeKind.MESSAGE_DELETED, conversation.deleted(), erased);
    }

    /** Only a member may know of a message at all, and only its author may change it. */
    private Optional<ErrorCode> mayChange(Command command, MessageId id) {
        boolean visible = find(command.conversation())
                .filter(c -> member(c.id(), command.actor()).isPresent())
                .filter(c ->
                        messages.containsKey(id) && message(id).conversation().equals(c.id()))
                .isPresent();
        if (!visible) {
            return Optional.of(ErrorCode.NOT_FOUND);
        }
        if (account(command.actor()).disabled()) {
            return Optional.of(ErrorCode.UNAUTHENTICATED);
        }
        boolean own = message(id).sentBy(command.actor()) && message(id).kind() == MessageKind.TEXT;
        return own ? Optional.empty() : Optional.of(ErrorCode.NOT_AUTHOR);
    }

    // --- what follows from it

    private Conversation open(Command command, Pair pair) {
        Conversation conversation =
                Conversation.direct(new ConversationId(command.id()), pair, command.actor(), command.at());
        know(pair, conversation);
        opened.add(conversation.id());
        join(conversation.id(), pair.low());
        join(conversation.id(), pair.high());
        return conversation;
    }

    private void join(ConversationId conversation, AccountId account) {
        MemberKey key = new MemberKey(conversation, account);
        members.put(key, new Member(conversation, account, Role.MEMBER, 0, 0, 0));
        joined.add(key);
    }

    private Change append(Command.Post post, Conversation before) {
        Instant at = before.lastMessageAt().filter(post.at()::isBefore).orElse(post.at());
        Conversation conversation = before.posted(at);
        Message message = new Message(
                new MessageId(post.id()),
                conversation.id(),
                conversation.lastSeq(),
                conversation.lastOrdinal(),
                1,
                MessageKind.TEXT,
                person(post.actor()),
                conversation.pair().map(pair -> person(pair.other(post.actor()))),
                post.clientId(),
                Optional.of(post.content()),
                at,
                Optional.empty(),
                Optional.empty());
        messages.put(message.id(), new Facts.Posted(message, post.fingerprint()));
        posts.put(new PostKey(conversation.id(), post.actor(), post.clientId()), message.id());
        posted.add(message.id());
        moveMarker(post.actor(), conversation);
        return log(post, ChangeKind.MESSAGE_CREATED, conversation, message);
    }

    /** Whoever writes has read what stands above. */
    private void moveMarker(AccountId account, Conversation conversation) {
        MemberKey key = new MemberKey(conversation.id(), account);
        members.computeIfPresent(key, (k, m) -> m.read(conversation.lastSeq(), conversation.lastOrdinal()));
        read.add(key);
    }

    private Outcome done(Command command, ChangeKind kind, Conversation conversation, Message message) {
        String fingerprint = message.deleted() ? "" : posted(message.id()).fingerprint();
        messages.put(message.id(), new Facts.Posted(message, fingerprint));
        altered.add(message.id());
        return new Outcome.Done(log(command, kind, conversation, message), Optional.empty());
    }

    private Change log(Command command, ChangeKind kind, Conversation conversation, Message message) {
        conversations.put(conversation.id(), conversation);
        advanced.add(conversation.id());
        Instant at = message.deletedAt().or(message::editedAt).orElse(message.sentAt());
        Change change =
                new Change(command.id(), conversation.id(), conversation.lastSeq(), kind, command.actor(), at, message);
        changes.add(change);
        return change;
    }

    private static Instant notBefore(Instant at, Message message) {
        Instant last = message.editedAt().orElse(message.sentAt());
        return at.isBefore(last) ? last : at;
    }

    // --- what is known

    private Optional<Conversation> find(ConversationRef ref) {
        return Optional.ofNullable(ids.get(ref)).map(conversations::get);
    }

    /** The conversation that this very command has opened: it bears the command's id. */
    private Optional<Conversation> openedBy(Command command) {
        return find(command.conversation()).filter(c -> c.id().value() == command.id());
    }

    private Optional<Member> member(ConversationId conversation, AccountId account) {
        return Optional.ofNullable(members.get(new MemberKey(conversation, account)));
    }

    private Conversation conversation(ConversationId id) {
        return known(conversations.get(id), id);
    }

    private Facts.Posted posted(MessageId id) {
        return known(messages.get(id), id);
    }

    private Message message(MessageId id) {
        return posted(id).message();
    }

    private Account account(AccountId id) {
        return known(facts.accounts().get(id), id);
    }

    private Person person(AccountId id) {
        return account(id).person();
    }

    private static <T> T known(@Nullable T fact, Object key) {
        if (fact == null) {
            throw new IllegalStateException("The store has not loaded " + key);
        }
        return fact;
    }

    // --- what has to be written

    Decision decision(List<Outcome> outcomes) {
        advanced.removeAll(opened);
        read.removeAll(joined);
        altered.removeAll(posted);
        return new Decision(
                outcomes.stream().map(this::inFinalState).toList(),
                opened.stream().map(this::conversation).toList(),
                advanced.stream().map(this::conversation).toList(),
                joined.stream().map(key -> known(members.get(key), key)).toList(),
                read.stream().map(key -> known(members.get(key), key)).toList(),
                posted.stream().map(this::posted).toList(),
                altered.stream().map(this::message).toList(),
                changes.stream().map(this::inFinalState).toList());
    }

    /** Texts that a later command of the batch has replaced or deleted are never shown. */
    private Change inFinalState(Change change) {
        return messages.containsKey(change.message().id())
                ? change.with(message(change.message().id()))
                : change;
    }

    private Outcome inFinalState(Outcome outcome) {
        return outcome instanceof Outcome.Done done
                ? new Outcome.Done(inFinalState(done.change()), done.opened())
                : outcome;
    }
}
