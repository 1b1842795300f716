package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision.Reacted;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Mentions;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Reaction;
import dev.parley.core.model.Role;
import dev.parley.core.model.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Who may say something, change what was said and put something on it, and whose direct conversation may be opened for it.
 *
 * <p>Not thread-safe: made for one decision.
 */
final class MessageRules {

    private static final int MOST_PINNED = 50;

    private final Fold fold;

    MessageRules(Fold fold) {
        this.fold = fold;
    }

    // --- what may happen

    Outcome open(Command.OpenDirect open) {
        Optional<ErrorCode> refusal = mayOpen(open.actor(), open.pair());
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Optional<Conversation> called = open.key().flatMap(fold::find);
        if (called.isPresent()) {
            return new Outcome.Opened(called.get(), Set.of());
        }
        Conversation conversation = fold.find(open.pair()).orElseGet(() -> open(open, open.pair()));
        open.key().ifPresent(key -> fold.call(key, conversation.id()));
        boolean created = fold.openedBy(open).isPresent();
        return new Outcome.Opened(conversation, created ? open.pair().people() : Set.of());
    }

    Outcome post(Command.Post post) {
        Optional<Outcome> repeat = fold.find(post.conversation()).flatMap(c -> repeat(post, c.id()));
        if (repeat.isPresent()) {
            return repeat.get();
        }
        Optional<ErrorCode> refusal = mayPost(post).or(() -> mayAnswer(post));
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        return append(post, fold.find(post.conversation()).orElseGet(() -> open(post, (Pair) post.conversation())));
    }

    private Optional<Outcome> repeat(Command.Post post, ConversationId conversation) {
        return fold.posted(conversation, post.actor(), post.clientId())
                .map(first -> sameAs(first, post)
                        ? new Outcome.Repeated(told(post, first.message()))
                        : new Outcome.Refused(ErrorCode.CLIENT_ID_REUSED));
    }

    /** Whoever is no member any more learns that it is stored, and nothing that came of it. */
    private Message told(Command.Post post, Message message) {
        return fold.member(message.conversation(), post.actor()).isPresent() ? message : message.bare();
    }

    private static boolean sameAs(Facts.Posted first, Command.Post post) {
        return first.message().deleted() || first.fingerprint().equals(post.fingerprint());
    }

    private Optional<ErrorCode> mayPost(Command.Post post) {
        Optional<Conversation> conversation = fold.find(post.conversation());
        if (conversation.isEmpty()) {
            return post.conversation() instanceof Pair pair
                    ? mayOpen(post.actor(), pair)
                    : Optional.of(ErrorCode.NOT_FOUND);
        }
        if (fold.member(conversation.get().id(), post.actor()).isEmpty()) {
            return Optional.of(ErrorCode.NOT_FOUND);
        }
        return conversation
                .get()
                .pair()
                .map(pair -> mayWrite(post.actor(), pair))
                .orElseGet(() -> mayAct(post.actor()).or(() -> unlessArchived(conversation.get())));
    }

    /** Nobody may quote what he may not know of; what is deleted can still be answered, and quotes nothing. */
    private Optional<ErrorCode> mayAnswer(Command.Post post) {
        boolean unknown = post.replyTo().isPresent() && answered(post).isEmpty();
        return unknown ? Optional.of(ErrorCode.NOT_FOUND) : Optional.empty();
    }

    private Optional<Message> answered(Command.Post post) {
        return fold.find(post.conversation()).flatMap(place -> post.replyTo().flatMap(id -> text(place, id)));
    }

    private Optional<Message> text(Conversation place, MessageId id) {
        return fold.find(id)
                .filter(message -> message.conversation().equals(place.id()))
                .filter(message -> message.kind() == MessageKind.TEXT);
    }

    private Optional<ErrorCode> mayOpen(AccountId actor, Pair pair) {
        boolean possible = pair.has(actor) && fold.exists(pair.low()) && fold.exists(pair.high());
        return possible ? mayWrite(actor, pair) : Optional.of(ErrorCode.NOT_FOUND);
    }

    /** Whoever was blocked is not to learn of it: the answer is that for somebody who is disabled. */
    private Optional<ErrorCode> mayWrite(AccountId actor, Pair pair) {
        boolean silent = fold.disabled(pair.other(actor)) || fold.parted(pair);
        return mayAct(actor).or(() -> silent ? Optional.of(ErrorCode.CANNOT_MESSAGE) : Optional.empty());
    }

    /** What was said in it may still be read and taken away. */
    private static Optional<ErrorCode> unlessArchived(Conversation conversation) {
        return conversation.archived() ? Optional.of(ErrorCode.ARCHIVED) : Optional.empty();
    }

    private Optional<ErrorCode> mayAct(AccountId actor) {
        return fold.disabled(actor) ? Optional.of(ErrorCode.UNAUTHENTICATED) : Optional.empty();
    }

    Outcome edit(Command.Edit edit) {
        return ofMember(edit, edit.message(), (member, message) -> {
            Conversation conversation = fold.conversation(message.conversation());
            if (!message.sentBy(edit.actor())) {
                return new Outcome.Refused(ErrorCode.NOT_AUTHOR);
            } else if (message.deleted()) {
                return new Outcome.Refused(ErrorCode.ALREADY_DELETED);
            } else if (conversation.archived()) {
                return new Outcome.Refused(ErrorCode.ARCHIVED);
            } else if (message.content().equals(Optional.of(edit.said().content()))) {
                return new Outcome.Repeated(message);
            }
            Optional<ErrorCode> refusal = conversation.pair().flatMap(pair -> mayWrite(edit.actor(), pair));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            Message edited = message.edited(
                    edit.said().content(), mentions(edit.said(), conversation, member), notBefore(edit.at(), message));
            return fold.reword(edit, conversation.edited(), edited);
        });
    }

    /** Moderators take away what others have said as well; in a direct conversation there is none. */
    Outcome delete(Command.Delete delete) {
        return ofMember(delete, delete.message(), (member, message) -> {
            if (!message.sentBy(delete.actor()) && !member.moderates()) {
                return new Outcome.Refused(ErrorCode.NOT_AUTHOR);
            }
            return erase(delete, message);
        });
    }

    Outcome react(Command.React react) {
        return ofWriter(react, react.message(), (member, message) -> {
            if (fold.reactions().has(react.reacting()) == react.on()) {
                return new Outcome.Repeated(message);
            } else if (react.on() && full(message, react.emoji())) {
                return new Outcome.Refused(ErrorCode.TOO_MANY_REACTIONS);
            }
            Conversation conversation =
                    fold.conversation(message.conversation()).reacted();
            List<Reaction> later = react.on()
                    ? fold.reactions().add(message, reacted(react, conversation))
                    : fold.reactions().take(message, react.reacting());
            return fold.change(react, ChangeKind.MESSAGE_REACTED, conversation, message.reacted(later));
        });
    }

    private static Reacted reacted(Command.React react, Conversation conversation) {
        return new Reacted(react.reacting(), conversation.id(), conversation.lastSeq(), react.at());
    }

    private static boolean full(Message message, String emoji) {
        return message.reactions().size() >= Reaction.MOST_KINDS
                && message.reactions().stream()
                        .noneMatch(reaction -> reaction.emoji().equals(emoji));
    }

    /** In a direct conversation both keep messages at hand, elsewhere those who moderate. */
    Outcome pin(Command.Pin pin) {
        return ofWriter(pin, pin.message(), (member, message) -> {
            Conversation place = fold.conversation(message.conversation());
            if (!place.direct() && !member.moderates()) {
                return new Outcome.Refused(ErrorCode.FORBIDDEN);
            } else if (message.pinned() == pin.on()) {
                return new Outcome.Repeated(message);
            }
            return pin.on() && place.pinned() >= MOST_PINNED
                    ? new Outcome.Refused(ErrorCode.TOO_MANY_PINS)
                    : fold.pin(pin, place.pinned(pin.on()), message.pinned(pin.on()));
        });
    }

    /** For a message that is not deleted, by somebody who may write where it is. */
    private Outcome ofWriter(Command command, MessageId id, BiFunction<Member, Message, Outcome> then) {
        return ofMember(command, id, (member, message) -> {
            if (message.deleted()) {
                return new Outcome.Refused(ErrorCode.ALREADY_DELETED);
            }
            Conversation place = fold.conversation(message.conversation());
            return place.pair()
                    .flatMap(pair -> mayWrite(command.actor(), pair))
                    .or(() -> unlessArchived(place))
                    .<Outcome>map(Outcome.Refused::new)
                    .orElseGet(() -> then.apply(member, message));
        });
    }

    /** Administrators take away whatever somebody has said, and nothing else. */
    Outcome takeDown(Command.TakeDown takeDown) {
        if (!fold.administers(takeDown.actor())) {
            return new Outcome.Refused(ErrorCode.FORBIDDEN);
        }
        return fold.find(takeDown.message())
                .filter(message -> message.conversation().equals(takeDown.conversation()))
                .map(message -> message.kind() == MessageKind.TEXT
                        ? erase(takeDown, message)
                        : new Outcome.Refused(ErrorCode.NOT_AUTHOR))
                .orElseGet(() -> new Outcome.Refused(ErrorCode.NOT_FOUND));
    }

    private Outcome erase(Command command, Message message) {
        if (message.deleted()) {
            return new Outcome.Repeated(message);
        }
        Conversation conversation = fold.conversation(message.conversation());
        Message erased = message.erased(fold.person(command.actor()), notBefore(command.at(), message));
        return fold.change(command, ChangeKind.MESSAGE_DELETED, conversation.deleted(message), erased);
    }

    /** Only a member may know of a message at all; what a conversation has noted about itself nobody changes. */
    private Outcome ofMember(Command command, MessageId id, BiFunction<Member, Message, Outcome> then) {
        Optional<Conversation> conversation = fold.find(command.conversation());
        Optional<Member> member = conversation.flatMap(c -> fold.member(c.id(), command.actor()));
        Optional<Message> message = conversation.flatMap(
                c -> fold.find(id).filter(m -> m.conversation().equals(c.id())));
        if (member.isEmpty() || message.isEmpty()) {
            return new Outcome.Refused(ErrorCode.NOT_FOUND);
        }
        Optional<ErrorCode> refusal = mayAct(command.actor())
                .or(() -> message.get().kind() == MessageKind.TEXT
                        ? Optional.empty()
                        : Optional.of(ErrorCode.NOT_AUTHOR));
        return refusal.<Outcome>map(Outcome.Refused::new).orElseGet(() -> then.apply(member.get(), message.get()));
    }

    // --- what follows from it

    private Conversation open(Command command, Pair pair) {
        Conversation conversation =
                Conversation.direct(new ConversationId(command.id()), pair, command.actor(), command.at());
        List<Member> first = pair.people().stream()
                .map(account -> Member.first(conversation.id(), account, Role.MEMBER))
                .toList();
        fold.open(pair, conversation, first);
        return conversation;
    }

    private Outcome append(Command.Post post, Conversation before) {
        Conversation conversation = before.posted(before.notBefore(post.at()));
        Member member = fold.member(conversation.id(), post.actor()).orElseThrow();
        MessageState words =
                MessageState.first(Optional.of(post.said().content()), mentions(post.said(), conversation, member));
        Message message = Message.text(
                        new MessageId(post.id()), conversation, fold.person(post.actor()), post.clientId(), words)
                .to(conversation.pair().map(pair -> fold.person(pair.other(post.actor()))))
                .quoting(answered(post).map(Quote::of));
        moveMarker(post.actor(), conversation);
        return fold.post(post, conversation, message);
    }

    /** Names that nobody there bears, and a call for all by one who may not, are words like others. */
    private Mentions mentions(Words words, Conversation place, Member member) {
        List<Mention> people = words.names().stream()
                .flatMap(name -> fold.called(place.id(), name).stream())
                .map(account -> new Mention(account.id(), account.username().orElseThrow()))
                .toList();
        return new Mentions(people, member.moderates() && words.names().contains(Mentions.ALL));
    }

    /** Whoever writes has read what stands above. */
    private void moveMarker(AccountId account, Conversation conversation) {
        fold.member(conversation.id(), account)
                .ifPresent(member -> fold.read(member.read(conversation.lastSeq(), conversation.lastOrdinal())));
    }

    private static Instant notBefore(Instant at, Message message) {
        return at.isBefore(message.writtenAt()) ? message.writtenAt() : at;
    }
}
