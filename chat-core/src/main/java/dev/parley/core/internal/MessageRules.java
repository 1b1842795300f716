package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Who may say something and change what was said, and whose direct conversation may be opened for it.
 *
 * <p>Not thread-safe: made for one decision.
 */
final class MessageRules {

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
        Optional<ErrorCode> refusal = mayPost(post);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        return append(post, fold.find(post.conversation()).orElseGet(() -> open(post, (Pair) post.conversation())));
    }

    private Optional<Outcome> repeat(Command.Post post, ConversationId conversation) {
        return fold.posted(conversation, post.actor(), post.clientId())
                .map(first -> sameAs(first, post)
                        ? new Outcome.Repeated(first.message())
                        : new Outcome.Refused(ErrorCode.CLIENT_ID_REUSED));
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

    private Optional<ErrorCode> mayOpen(AccountId actor, Pair pair) {
        boolean possible = pair.has(actor) && fold.exists(pair.low()) && fold.exists(pair.high());
        return possible ? mayWrite(actor, pair) : Optional.of(ErrorCode.NOT_FOUND);
    }

    private Optional<ErrorCode> mayWrite(AccountId actor, Pair pair) {
        return mayAct(actor)
                .or(() -> fold.disabled(pair.other(actor)) ? Optional.of(ErrorCode.CANNOT_MESSAGE) : Optional.empty());
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
            } else if (message.content().equals(Optional.of(edit.content()))) {
                return new Outcome.Repeated(message);
            }
            Message edited = message.edited(edit.content(), notBefore(edit.at(), message));
            return fold.change(edit, ChangeKind.MESSAGE_EDITED, conversation.edited(), edited);
        });
    }

    /** Moderators take away what others have said as well; in a direct conversation there is none. */
    Outcome delete(Command.Delete delete) {
        return ofMember(delete, delete.message(), (member, message) -> {
            if (!message.sentBy(delete.actor()) && !member.moderates()) {
                return new Outcome.Refused(ErrorCode.NOT_AUTHOR);
            } else if (message.deleted()) {
                return new Outcome.Repeated(message);
            }
            Conversation conversation = fold.conversation(message.conversation());
            Message erased = message.erased(fold.person(delete.actor()), notBefore(delete.at(), message));
            return fold.change(delete, ChangeKind.MESSAGE_DELETED, conversation.deleted(), erased);
        });
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
        Message message = Message.text(
                new MessageId(post.id()),
                conversation,
                fold.person(post.actor()),
                conversation.pair().map(pair -> fold.person(pair.other(post.actor()))),
                post.clientId(),
                post.content());
        moveMarker(post.actor(), conversation);
        return fold.post(post, conversation, message);
    }

    /** Whoever writes has read what stands above. */
    private void moveMarker(AccountId account, Conversation conversation) {
        fold.member(conversation.id(), account)
                .ifPresent(member -> fold.read(member.read(conversation.lastSeq(), conversation.lastOrdinal())));
    }

    private static Instant notBefore(Instant at, Message message) {
        Instant last = message.editedAt().orElse(message.sentAt());
        return at.isBefore(last) ? last : at;
    }
}
