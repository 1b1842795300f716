package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Page;
import dev.parley.core.port.InvitationStore;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The invitations in memory. */
final class MemoryInvitations implements InvitationStore {

    private static final Pattern CURSOR = Pattern.compile("\\d{16}");

    private final MemoryState state;

    MemoryInvitations(MemoryState state) {
        this.state = state;
    }

    @Override
    public boolean add(Invitation invitation, String key) {
        synchronized (state) {
            boolean rules = rules(invitation.createdBy(), invitation.conversation());
            if (rules) {
                state.invitations.put(key, invitation);
            }
            return rules;
        }
    }

    @Override
    public Page<Invitation> of(
            AccountId member, ConversationId conversation, Instant now, Optional<String> cursor, int limit) {
        synchronized (state) {
            Stream<Invitation> held = rules(member, conversation)
                    ? state.invitations.values().stream()
                            .filter(one -> one.conversation().equals(conversation) && one.holds(now))
                            .filter(one -> !state.revoked.contains(one.id()))
                    : Stream.empty();
            return Pages.of(held, one -> "%016d".formatted(one.id()), CURSOR, cursor, limit);
        }
    }

    @Override
    public boolean revoke(AccountId member, ConversationId conversation, long invitation, Instant at) {
        synchronized (state) {
            boolean found = rules(member, conversation)
                    && state.invitations.values().stream()
                            .anyMatch(one ->
                                    one.id() == invitation && one.conversation().equals(conversation));
            if (found) {
                state.revoked.add(invitation);
            }
            return found;
        }
    }

    @Override
    public Optional<ConversationId> find(String key) {
        synchronized (state) {
            return Optional.ofNullable(state.invitations.get(key)).map(Invitation::conversation);
        }
    }

    private boolean rules(AccountId member, ConversationId conversation) {
        return state.room(member, conversation)
                .flatMap(room -> room.member(member))
                .filter(Member::moderates)
                .isPresent();
    }
}
