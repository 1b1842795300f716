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
import dev.parley.core.model.Facts;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Needs;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Username;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

    private record Former(MessageId message, FormerText text) {}

    private final Facts facts;
    private final Map<ConversationRef, ConversationId> ids = new LinkedHashMap<>();
    private final Map<ConversationId, Conversation> conversations = new LinkedHashMap<>();
    private final Map<String, ConversationId> names;
    private final Map<String, Account> usernames = new HashMap<>();
    private final Map<String, Invitation> invitations;
    private final Map<MemberKey, Member> members = new LinkedHashMap<>();
    private final Map<MessageId, Facts.Posted> messages = new LinkedHashMap<>();
    private final Map<PostKey, MessageId> posts = new LinkedHashMap<>();

    private final Set<ConversationId> opened = new LinkedHashSet<>();
    private final Set<ConversationId> advanced = new LinkedHashSet<>();
    private final Set<ConversationId> renamed = new LinkedHashSet<>();
    private final Map<HostKey, ConversationId> keyed = new LinkedHashMap<>();
    private final Set<MemberKey> joined = new LinkedHashSet<>();
    private final Set<MemberKey> altered = new LinkedHashSet<>();
    private final Set<MemberKey> read = new LinkedHashSet<>();
    private final Set<MessageId> posted = new LinkedHashSet<>();
    private final Set<MessageId> changed = new LinkedHashSet<>();
    private final List<Former> reworded = new ArrayList<>();
    private final Map<MessageId, Long> pins = new LinkedHashMap<>();
    private final FoldedReactions reactions;
    private final Set<String> used = new LinkedHashSet<>();
    private final List<Member> left = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    Fold(Facts facts) {
        this.facts = facts;
        this.names = new HashMap<>(facts.names());
        this.reactions = new FoldedReactions(facts);
        this.invitations = new HashMap<>(facts.invitations());
        facts.conversations().forEach(this::know);
        facts.members().values().forEach(m -> members.put(new MemberKey(m.conversation(), m.account()), m));
        facts.accounts().values().forEach(this::know);
        facts.messages().forEach((id, message) -> messages.put(id, new Facts.Posted(message, "")));
        facts.posts().forEach(this::know);
        facts.leavers().values().forEach(this::know);
    }

    private void know(ConversationRef ref, Conversation conversation) {
        ids.put(ref, conversation.id());
        ids.put(conversation.id(), conversation.id());
        conversations.put(conversation.id(), conversation);
    }

    private void know(Account account) {
        account.username().ifPresent(name -> usernames.put(Username.fold(name), account));
    }

    private void know(Needs.PostKey key, Facts.Posted post) {
        Message message = post.message();
        messages.put(message.id(), post);
        posts.put(new PostKey(message.conversation(), key.sender(), key.clientId()), message.id());
    }

    private void know(Facts.Left leaver) {
        leaver.texts().forEach(text -> messages.putIfAbsent(text.id(), new Facts.Posted(text, "")));
        leaver.heir().ifPresent(heir -> members.putIfAbsent(new MemberKey(heir.conversation(), heir.account()), heir));
    }

    /** The outcome of a command that an earlier attempt has committed, as far as the facts tell. */
    Optional<Outcome> decided(Command command) {
        return Optional.ofNullable(facts.changes().get(command.id()))
                .map(change -> new Outcome.Done(change, openedBy(command)));
    }

    // --- what follows from it

    /** A new conversation, with its first members. */
    void open(ConversationRef ref, Conversation conversation, List<Member> first) {
        know(ref, conversation);
        conversation.name().ifPresent(name -> names.put(name, conversation.id()));
        opened.add(conversation.id());
        first.forEach(this::put);
    }

    /** A channel has another name from now on, and its former one is free. */
    void rename(Conversation channel) {
        names.values().remove(channel.id());
        channel.name().ifPresent(name -> names.put(name, channel.id()));
        renamed.add(channel.id());
    }

    /** A host calls it so from now on. */
    void call(HostKey key, ConversationId conversation) {
        keyed.values().remove(conversation);
        ids.entrySet()
                .removeIf(known ->
                        known.getKey() instanceof HostKey && known.getValue().equals(conversation));
        keyed.put(key, conversation);
        ids.put(key, conversation);
    }

    /** Somebody is something else than before in a conversation. */
    void put(Member member) {
        MemberKey key = new MemberKey(member.conversation(), member.account());
        boolean known = members.put(key, member) != null;
        (known && !joined.contains(key) ? altered : joined).add(key);
    }

    /** How far somebody has read has changed. */
    void read(Member member) {
        MemberKey key = new MemberKey(member.conversation(), member.account());
        members.put(key, member);
        read.add(key);
    }

    /** Somebody has come by an invitation. */
    void use(String key) {
        invitations.computeIfPresent(key, (known, invitation) -> invitation.used());
        used.add(key);
    }

    Outcome post(Command.Post post, Conversation conversation, Message message) {
        posts.put(new PostKey(conversation.id(), post.actor(), post.clientId()), message.id());
        return create(post, ChangeKind.MESSAGE_CREATED, conversation, new Facts.Posted(message, post.fingerprint()));
    }

    /** The conversation notes something about itself. */
    Outcome note(Command command, Conversation conversation, Message note, NoteKind kind) {
        return create(command, kind.change(), conversation, new Facts.Posted(note, ""));
    }

    /** Texts are tombstones from now on, of which no change tells. */
    void alter(Conversation conversation, List<Message> messages) {
        conversations.put(conversation.id(), conversation);
        advanced.add(conversation.id());
        messages.forEach(this::alter);
    }

    private void alter(Message later) {
        String fingerprint = later.deleted() ? "" : posted(later.id()).fingerprint();
        messages.put(later.id(), new Facts.Posted(later, fingerprint));
        changed.add(later.id());
    }

    /** The last that is noted of somebody, who can be found by it. */
    Outcome leave(Command.Erase erase, Conversation conversation, Message farewell) {
        left.add(row(conversation.id(), erase.actor()).orElseThrow());
        posts.put(new PostKey(conversation.id(), erase.actor(), Message.FAREWELL), farewell.id());
        return note(erase, conversation, farewell, NoteKind.ERASED);
    }

    private Outcome create(Command command, ChangeKind kind, Conversation conversation, Facts.Posted message) {
        messages.put(message.message().id(), message);
        posted.add(message.message().id());
        return done(command, kind, conversation, message.message());
    }

    /** A message has other words. */
    Outcome reword(Command command, Conversation conversation, Message later) {
        Message before = message(later.id());
        FormerText former = new FormerText(before.version(), before.content().orElseThrow(), before.writtenAt());
        reworded.add(new Former(later.id(), former));
        return change(command, ChangeKind.MESSAGE_EDITED, conversation, later);
    }

    Outcome change(Command command, ChangeKind kind, Conversation conversation, Message later) {
        alter(later);
        return done(command, kind, conversation, later);
    }

    /** A message is kept at hand, or is not any more. */
    Outcome pin(Command.Pin pin, Conversation conversation, Message later) {
        pins.put(later.id(), conversation.lastSeq());
        return change(pin, ChangeKind.MESSAGE_PINNED, conversation, later);
    }

    FoldedReactions reactions() {
        return reactions;
    }

    private Outcome done(Command command, ChangeKind kind, Conversation conversation, Message message) {
        conversations.put(conversation.id(), conversation);
        advanced.add(conversation.id());
        Instant last = message.deletedAt().orElse(message.writtenAt());
        Instant at = last.isBefore(command.at()) ? command.at() : last;
        Change change =
                new Change(command.id(), conversation.id(), conversation.lastSeq(), kind, command.actor(), at, message);
        changes.add(change);
        return new Outcome.Done(change, openedBy(command));
    }

    // --- what is known

    /** The invitation that holds there and then. */
    Optional<Invitation> invitation(Command.Redeem redeem) {
        return Optional.ofNullable(invitations.get(redeem.secretHash()))
                .filter(invitation -> invitation.conversation().equals(redeem.conversation()))
                .filter(invitation -> invitation.holds(redeem.at()));
    }

    /** The channel of this name. */
    Optional<ConversationId> named(String name) {
        return Optional.ofNullable(names.get(name));
    }

    Optional<Conversation> find(ConversationRef ref) {
        return Optional.ofNullable(ids.get(ref)).map(conversations::get);
    }

    /** The conversation that this very command has opened: it bears the command's id. */
    Optional<Conversation> openedBy(Command command) {
        return find(command.conversation()).filter(c -> c.id().value() == command.id());
    }

    /** What somebody is there, or was. */
    Optional<Member> row(ConversationId conversation, AccountId account) {
        return Optional.ofNullable(members.get(new MemberKey(conversation, account)));
    }

    Optional<Member> member(ConversationId conversation, AccountId account) {
        return row(conversation, account).filter(Member::active);
    }

    /** The member of this name. */
    Optional<Account> called(ConversationId conversation, String username) {
        return Optional.ofNullable(usernames.get(username))
                .filter(account -> member(conversation, account.id()).isPresent());
    }

    /** What was posted under this client id. */
    Optional<Facts.Posted> posted(ConversationId conversation, AccountId sender, String clientId) {
        return Optional.ofNullable(posts.get(new PostKey(conversation, sender, clientId)))
                .map(messages::get);
    }

    Facts.Left left(Command.Erase erase) {
        Needs.Leaver leaver = new Needs.Leaver(erase.conversation(), erase.actor(), erase.after());
        return known(facts.leavers().get(leaver), leaver);
    }

    Conversation conversation(ConversationId id) {
        return known(conversations.get(id), id);
    }

    private Facts.Posted posted(MessageId id) {
        return known(messages.get(id), id);
    }

    Optional<Message> find(MessageId id) {
        return Optional.ofNullable(messages.get(id)).map(Facts.Posted::message);
    }

    private Message message(MessageId id) {
        return posted(id).message();
    }

    /** Whether one of the two has blocked the other. */
    boolean parted(Pair pair) {
        return facts.blocks().stream().anyMatch(block -> pair.has(block.account()) && pair.has(block.blocked()));
    }

    boolean exists(AccountId id) {
        return facts.accounts().containsKey(id);
    }

    /** Whether it exists, may act and is an administrator. */
    boolean administers(AccountId id) {
        return exists(id) && account(id).admin() && !disabled(id);
    }

    boolean disabled(AccountId id) {
        return account(id).disabled();
    }

    private Account account(AccountId id) {
        return known(facts.accounts().get(id), id);
    }

    Person person(AccountId id) {
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
        renamed.removeAll(opened);
        read.removeAll(joined);
        changed.removeAll(posted);
        return new Decision(
                outcomes.stream().map(this::inFinalState).toList(),
                opened.stream().map(this::conversation).toList(),
                advanced.stream().map(this::conversation).toList(),
                renamed.stream().map(this::conversation).toList(),
                Map.copyOf(keyed),
                members(joined),
                members(altered),
                members(read),
                posted.stream().map(this::posted).toList(),
                changed.stream().map(this::message).toList(),
                reworded.stream()
                        .filter(former -> stands(former.message()))
                        .map(this::inFinalState)
                        .toList(),
                reactions.added(reacting -> stands(reacting.message())),
                reactions.taken(),
                pins.keySet().stream()
                        .filter(id -> message(id).pinned())
                        .map(this::pinned)
                        .toList(),
                List.copyOf(pins.keySet()),
                used.stream().map(key -> known(invitations.get(key), key)).toList(),
                left,
                changes.stream().map(this::inFinalState).toList());
    }

    private boolean stands(MessageId id) {
        return !message(id).deleted();
    }

    private Decision.Reworded inFinalState(Former former) {
        return new Decision.Reworded(former.text(), message(former.message()));
    }

    private Decision.Pinned pinned(MessageId id) {
        return new Decision.Pinned(message(id).conversation(), id, pins.getOrDefault(id, 0L));
    }

    private List<Member> members(Set<MemberKey> keys) {
        return keys.stream().map(key -> known(members.get(key), key)).toList();
    }

    /** Texts that a later command of the batch has replaced or deleted are never shown, nor quoted. */
    private Change inFinalState(Change change) {
        return change.with(inFinalState(change.message()));
    }

    /** What was shown bare stays so. */
    private Message inFinalState(Message shown) {
        Facts.Posted later = messages.get(shown.id());
        boolean bare = shown.content().isEmpty() && !shown.deleted() && shown.kind() == MessageKind.TEXT;
        return later == null || bare ? shown : quoted(later.message());
    }

    private Message quoted(Message message) {
        return message.replyTo()
                .flatMap(quote -> find(quote.id()))
                .map(answered -> message.quoting(Optional.of(Quote.of(answered))))
                .orElse(message);
    }

    private Outcome inFinalState(Outcome outcome) {
        if (outcome instanceof Outcome.Repeated repeated) {
            return new Outcome.Repeated(inFinalState(repeated.message()));
        }
        return outcome instanceof Outcome.Done done
                ? new Outcome.Done(inFinalState(done.change()), done.opened())
                : outcome;
    }
}
