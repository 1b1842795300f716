package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Note;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who may come to a group or channel, stay there and rule it: owners do everything, moderators bring and send away members and say
 * what the place is called, and anybody comes to a channel and goes as he likes. Somebody always owns it.
 *
 * <p>Not thread-safe: made for one decision.
 */
final class MemberRules {

    private final Fold fold;

    MemberRules(Fold fold) {
        this.fold = fold;
    }

    Outcome create(Command.Create create) {
        Set<AccountId> everybody = new LinkedHashSet<>(Set.of(create.actor()));
        everybody.addAll(create.members());
        Optional<Conversation> known = fold.find(create.conversation());
        if (known.isPresent()) { // this very command was committed by an attempt of which nobody knew
            return new Outcome.Opened(known.get(), everybody);
        }
        Optional<Conversation> called = create.key().flatMap(fold::find);
        if (called.isPresent()) {
            return new Outcome.Opened(called.get(), Set.of());
        }
        Optional<ErrorCode> refusal = mayCreate(create, everybody);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Conversation conversation = Conversation.named(
                        create.conversation(),
                        create.kind(),
                        create.title(),
                        create.topic(),
                        create.actor(),
                        create.at())
                .counted(everybody.size(), 1);
        List<Member> first = everybody.stream()
                .map(account -> Member.first(
                        conversation.id(), account, account.equals(create.actor()) ? Role.OWNER : Role.MEMBER))
                .toList();
        fold.open(create.conversation(), conversation, first);
        create.key().ifPresent(key -> fold.call(key, conversation.id()));
        return new Outcome.Opened(conversation, everybody);
    }

    private Optional<ErrorCode> mayCreate(Command.Create create, Set<AccountId> everybody) {
        if (!everybody.stream().allMatch(fold::exists)) {
            return Optional.of(ErrorCode.NOT_FOUND);
        }
        if (fold.disabled(create.actor())) {
            return Optional.of(ErrorCode.UNAUTHENTICATED);
        }
        if (everybody.stream().anyMatch(fold::disabled)) {
            return Optional.of(ErrorCode.CANNOT_MESSAGE);
        }
        return taken(create) ? Optional.of(ErrorCode.TITLE_TAKEN) : Optional.empty();
    }

    private boolean taken(Command command) {
        return command.name()
                .flatMap(fold::named)
                .filter(channel -> !channel.equals(command.conversation()))
                .isPresent();
    }

    Outcome join(Command.Join join) {
        Optional<Conversation> place = fold.find(join.conversation());
        Optional<Member> row = place.flatMap(c -> fold.row(c.id(), join.actor()));
        boolean visible = row.filter(Member::active).isPresent()
                || place.filter(c -> c.kind() == ConversationKind.CHANNEL).isPresent();
        if (!visible || !fold.exists(join.actor())) {
            return new Outcome.Refused(ErrorCode.NOT_FOUND);
        }
        if (fold.disabled(join.actor())) {
            return new Outcome.Refused(ErrorCode.UNAUTHENTICATED);
        }
        if (row.filter(Member::active).isPresent()) {
            return new Outcome.Unchanged();
        }
        return row.filter(Member::banned).isPresent()
                ? new Outcome.Refused(ErrorCode.FORBIDDEN)
                : come(join, place.orElseThrow(), join.actor());
    }

    /** Whoever may not come by it does not learn that there is a place, nor what is wrong. */
    Outcome redeem(Command.Redeem redeem) {
        Optional<Conversation> place = fold.find(redeem.conversation());
        if (place.isEmpty() || !fold.exists(redeem.actor())) {
            return new Outcome.Refused(ErrorCode.NOT_FOUND);
        }
        if (fold.disabled(redeem.actor())) {
            return new Outcome.Refused(ErrorCode.UNAUTHENTICATED);
        }
        Optional<Member> row = fold.row(place.get().id(), redeem.actor());
        if (row.filter(Member::active).isPresent()) {
            return new Outcome.Unchanged();
        }
        if (row.filter(Member::banned).isPresent() || fold.invitation(redeem).isEmpty()) {
            return new Outcome.Refused(ErrorCode.NOT_FOUND);
        }
        Outcome came = come(redeem, place.get(), redeem.actor());
        if (!(came instanceof Outcome.Refused)) {
            fold.use(redeem.secretHash());
        }
        return came;
    }

    Outcome invite(Command.Invite invite) {
        return ifAllowed(invite, actor -> {
            if (!fold.exists(invite.account())) {
                return new Outcome.Refused(ErrorCode.NOT_FOUND);
            }
            Conversation place = place(invite);
            Optional<Member> row = fold.row(place.id(), invite.account());
            if (row.filter(Member::active).isPresent()) {
                return new Outcome.Unchanged();
            }
            boolean open = place.kind() == ConversationKind.CHANNEL
                    && row.filter(Member::banned).isEmpty();
            if (!open && !actor.moderates()) {
                return new Outcome.Refused(ErrorCode.FORBIDDEN);
            }
            return fold.disabled(invite.account())
                    ? new Outcome.Refused(ErrorCode.CANNOT_MESSAGE)
                    : come(invite, place, invite.account());
        });
    }

    private Outcome come(Command command, Conversation before, AccountId account) {
        if (before.archived()) {
            return new Outcome.Refused(ErrorCode.ARCHIVED);
        }
        Conversation after = noted(command, before).counted(1, 0);
        Member member = Member.come(after, account);
        fold.put(member);
        fold.read(member);
        return note(command, after, NoteKind.JOINED, Optional.of(account), Optional.empty());
    }

    Outcome leave(Command.Leave leave) {
        return ifAllowed(leave, actor -> go(leave, actor, NoteKind.LEFT));
    }

    Outcome remove(Command.Remove remove) {
        return ifAllowed(remove, actor -> {
            Optional<Member> row = fold.row(remove.conversation(), remove.account());
            if (!actor.moderates()
                    || row.filter(target -> !above(actor, target)).isPresent()) {
                return new Outcome.Refused(ErrorCode.FORBIDDEN);
            }
            Optional<Member> target = row.filter(member -> remove.ban() ? !member.banned() : member.active());
            if (target.isEmpty()) {
                return row.isPresent() ? new Outcome.Unchanged() : new Outcome.Refused(ErrorCode.NOT_FOUND);
            }
            return go(remove, target.get(), remove.ban() ? NoteKind.BANNED : NoteKind.REMOVED);
        });
    }

    private static boolean above(Member actor, Member target) {
        boolean self = actor.account().equals(target.account());
        return !self && (actor.role() == Role.OWNER || target.role() == Role.MEMBER);
    }

    private Outcome go(Command command, Member member, NoteKind how) {
        Conversation before = place(command);
        if (lastOwner(member, before)) {
            return new Outcome.Refused(ErrorCode.LAST_OWNER);
        }
        Conversation after = noted(command, before).counted(member.active() ? -1 : 0, -owners(member));
        fold.put(member.gone(after.lastSeq(), how == NoteKind.BANNED));
        return note(command, after, how, Optional.of(member.account()), Optional.empty());
    }

    Outcome appoint(Command.Appoint appoint) {
        return ifAllowed(appoint, actor -> {
            if (actor.role() != Role.OWNER) {
                return new Outcome.Refused(ErrorCode.FORBIDDEN);
            }
            Optional<Member> target = fold.member(appoint.conversation(), appoint.account());
            if (target.isEmpty()) {
                return new Outcome.Refused(ErrorCode.NOT_FOUND);
            }
            return target.get().role() == appoint.role() ? new Outcome.Unchanged() : appoint(appoint, target.get());
        });
    }

    private Outcome appoint(Command.Appoint appoint, Member target) {
        Conversation before = place(appoint);
        if (lastOwner(target, before)) {
            return new Outcome.Refused(ErrorCode.LAST_OWNER);
        }
        Member member = target.as(appoint.role());
        Conversation after = noted(appoint, before).counted(0, owners(member) - owners(target));
        fold.put(member);
        return note(
                appoint,
                after,
                NoteKind.ROLE,
                Optional.of(member.account()),
                Optional.of(member.role().name().toLowerCase(Locale.ROOT)));
    }

    private static boolean lastOwner(Member member, Conversation place) {
        return member.owns() && place.owners() == 1;
    }

    private static int owners(Member member) {
        return member.owns() ? 1 : 0;
    }

    Outcome rename(Command.Rename rename) {
        return ifModerator(rename, before -> {
            Optional<String> title = Optional.of(rename.title());
            if (before.title().equals(title)) {
                return new Outcome.Unchanged();
            }
            boolean channel = before.kind() == ConversationKind.CHANNEL;
            if (channel && taken(rename)) {
                return new Outcome.Refused(ErrorCode.TITLE_TAKEN);
            }
            Conversation after = noted(rename, before).called(title, before.topic());
            if (channel) {
                fold.rename(after);
            }
            return note(rename, after, NoteKind.TITLE, Optional.empty(), title);
        });
    }

    Outcome describe(Command.Describe describe) {
        return ifModerator(describe, before -> {
            if (before.topic().equals(describe.topic())) {
                return new Outcome.Unchanged();
            }
            Conversation after = noted(describe, before).called(before.title(), describe.topic());
            return note(describe, after, NoteKind.TOPIC, Optional.empty(), describe.topic());
        });
    }

    Outcome archive(Command.Archive archive) {
        return ifAllowed(archive, actor -> {
            Conversation before = place(archive);
            if (!actor.owns()) {
                return new Outcome.Refused(ErrorCode.FORBIDDEN);
            } else if (before.archived() == archive.archived()) {
                return new Outcome.Unchanged();
            }
            Conversation noted = noted(archive, before);
            Conversation after = noted.archived(archive.archived() ? noted.lastAt() : Optional.empty());
            NoteKind kind = archive.archived() ? NoteKind.ARCHIVED : NoteKind.RESTORED;
            return note(archive, after, kind, Optional.empty(), Optional.empty());
        });
    }

    private Outcome ifModerator(Command command, Function<Conversation, Outcome> then) {
        return ifAllowed(
                command,
                actor -> actor.moderates() ? then.apply(place(command)) : new Outcome.Refused(ErrorCode.FORBIDDEN));
    }

    /** For a member of a group or channel; a direct conversation is its two people's for ever. */
    private Outcome ifAllowed(Command command, Function<Member, Outcome> then) {
        Optional<Member> actor = fold.find(command.conversation()).flatMap(c -> fold.member(c.id(), command.actor()));
        if (actor.isEmpty()) {
            return new Outcome.Refused(ErrorCode.NOT_FOUND);
        }
        if (fold.disabled(command.actor())) {
            return new Outcome.Refused(ErrorCode.UNAUTHENTICATED);
        }
        return place(command).direct() ? new Outcome.Refused(ErrorCode.FORBIDDEN) : then.apply(actor.get());
    }

    private Conversation place(Command command) {
        return fold.find(command.conversation()).orElseThrow();
    }

    private static Conversation noted(Command command, Conversation before) {
        return before.noted(before.notBefore(command.at()));
    }

    private Outcome note(
            Command command, Conversation after, NoteKind kind, Optional<AccountId> about, Optional<String> words) {
        Message note = Message.note(
                new MessageId(command.id()),
                after,
                fold.person(command.actor()),
                new Note(kind, about.map(fold::person)),
                words);
        return fold.note(command, after, note, kind);
    }
}
