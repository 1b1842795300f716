package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs.Reacting;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an account goes out of a conversation for good: some of its texts at a time, each leaving a tombstone and none a change; and
 * once there are none left, by the one change that says so. Out of a group or channel it goes itself as well; where nobody
 * else owns that, whoever has been there longest does from then on, moderators before members.
 *
 * <p>Not thread-safe: made for one decision.
 */
final class ErasureRules {

    private final Fold fold;

    ErasureRules(Fold fold) {
        this.fold = fold;
    }

    /** Only of an account that can write no more, or there would be no end of it. */
    Outcome erase(Command.Erase erase) {
        Optional<Member> member = fold.row(erase.conversation(), erase.actor());
        if (member.isEmpty()) {
            return new Outcome.Refused(ErrorCode.NOT_FOUND);
        }
        if (!fold.disabled(erase.actor())) {
            return new Outcome.Refused(ErrorCode.FORBIDDEN);
        }
        Facts.Left left = fold.left(erase);
        if (!left.texts().isEmpty()) {
            return take(erase, left.texts());
        }
        if (!left.reactions().isEmpty()) {
            return takeBack(erase, left.reactions());
        }
        if (!left.callers().isEmpty()) {
            return unname(erase, left.callers());
        }
        if (heirHasGone(erase, member.get(), left)) {
            return new Outcome.Emptied(0, erase.after());
        }
        boolean before = fold.posted(erase.conversation(), erase.actor(), Message.FAREWELL)
                .isPresent();
        return before
                ? new Outcome.Unchanged()
                : go(erase, member.get(), left.heir().map(Member::account));
    }

    private Outcome take(Command.Erase erase, List<Message> texts) {
        List<Message> standing = texts.stream()
                .map(text -> fold.find(text.id()).orElseThrow())
                .filter(text -> !text.deleted())
                .toList();
        Conversation before = fold.conversation(erase.conversation());
        fold.alter(
                before.emptied(standing),
                standing.stream().map(text -> tombstone(erase, text)).toList());
        return new Outcome.Emptied(standing.size(), texts.get(texts.size() - 1).clientId());
    }

    private Message tombstone(Command.Erase erase, Message text) {
        Instant at = erase.at().isBefore(text.writtenAt()) ? text.writtenAt() : erase.at();
        return text.erased(fold.person(erase.actor()), at);
    }

    /** What he thought of others' texts goes as well. */
    private Outcome takeBack(Command.Erase erase, List<Reacting> reactions) {
        for (Reacting reacting : reactions) {
            Message message = fold.find(reacting.message()).orElseThrow();
            if (!message.deleted() && fold.reactions().has(reacting)) {
                alter(erase, message.reacted(fold.reactions().take(message, reacting)));
            }
        }
        return new Outcome.Emptied(0, erase.after());
    }

    /** Nor is he named beside them any more. */
    private Outcome unname(Command.Erase erase, List<MessageId> callers) {
        for (MessageId caller : callers) {
            Message message = fold.find(caller).orElseThrow();
            if (!message.deleted()) {
                alter(erase, message.notCalling(erase.actor()));
            }
        }
        return new Outcome.Emptied(0, erase.after());
    }

    private void alter(Command.Erase erase, Message later) {
        fold.alter(fold.conversation(erase.conversation()), List.of(later));
    }

    /** Whoever was to own it has gone in this very batch: the next step finds another. */
    private boolean heirHasGone(Command.Erase erase, Member member, Facts.Left left) {
        boolean last = member.owns() && fold.conversation(erase.conversation()).owners() == 1;
        return last
                && left.heir()
                        .filter(heir -> fold.member(erase.conversation(), heir.account())
                                .isEmpty())
                        .isPresent();
    }

    private Outcome go(Command.Erase erase, Member member, Optional<AccountId> heir) {
        Conversation before = fold.conversation(erase.conversation());
        Conversation after = before.noted(before.notBefore(erase.at()));
        if (member.active() && !before.direct()) {
            fold.put(member.gone(after.lastSeq(), false));
            after = after.counted(-1, member.owns() ? -1 : 0);
            after = after.owners() == 0 ? owned(after, heir) : after;
        }
        Message farewell = Message.farewell(new MessageId(erase.id()), after, fold.person(erase.actor()))
                .to(after.pair().map(pair -> fold.person(pair.other(erase.actor()))));
        return fold.leave(erase, after, farewell);
    }

    private Conversation owned(Conversation place, Optional<AccountId> heir) {
        Optional<Member> next = heir.flatMap(account -> fold.member(place.id(), account));
        next.ifPresent(member -> fold.put(member.as(Role.OWNER)));
        return next.isPresent() ? place.counted(0, 1) : place;
    }
}
