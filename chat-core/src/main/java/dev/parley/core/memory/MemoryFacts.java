package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the facts that a decider needs. */
final class MemoryFacts {

    private static final List<Role> RANKS = List.of(Role.OWNER, Role.MODERATOR, Role.MEMBER);

    private final MemoryState state;

    MemoryFacts(MemoryState state) {
        this.state = state;
    }

    Facts of(Needs needs) {
        return new Facts(
                found(needs.conversations(), ref -> state.room(ref).map(Room::row)),
                found(needs.members(), this::member),
                found(accounts(needs), state::account),
                found(needs.names(), name -> Optional.ofNullable(state.names.get(name))),
                found(needs.messages(), state::message),
                found(needs.posts(), this::post),
                blocks(needs),
                found(needs.invitations(), this::invitation),
                found(needs.leavers(), this::left),
                found(needs.changes(), state::change));
    }

    private Optional<Member> member(Needs.Membership key) {
        return state.room(key.conversation()).flatMap(room -> room.row(key.account()));
    }

    private Optional<Facts.Posted> post(Needs.PostKey key) {
        return state.room(key.conversation())
                .flatMap(room -> room.post(key.sender(), key.clientId()))
                .map(posted -> new Facts.Posted(state.named(posted.message()), posted.fingerprint()));
    }

    private Optional<Invitation> invitation(String key) {
        return Optional.ofNullable(state.invitations.get(key))
                .filter(one -> !state.revoked.contains(one.id()))
                .filter(one -> state.room(one.conversation())
                        .flatMap(room -> room.member(one.createdBy()))
                        .filter(Member::moderates)
                        .isPresent());
    }

    private Optional<Facts.Left> left(Needs.Leaver leaver) {
        return state.room(leaver.conversation()).map(room -> new Facts.Left(texts(room, leaver), heir(room, leaver)));
    }

    private List<Message> texts(Room room, Needs.Leaver leaver) {
        return room.messages().values().stream()
                .map(Facts.Posted::message)
                .filter(message -> message.kind() == MessageKind.TEXT && !message.deleted())
                .filter(message -> message.sentBy(leaver.account()))
                .filter(message -> message.clientId().compareTo(leaver.after()) > 0)
                .sorted(Comparator.comparing(Message::clientId))
                .limit(Needs.TEXTS)
                .map(state::named)
                .toList();
    }

    private Optional<Member> heir(Room room, Needs.Leaver leaver) {
        return room.members()
                .filter(member -> !member.account().equals(leaver.account()) && state.active(member.account()))
                .min(Comparator.comparing((Member member) -> RANKS.indexOf(member.role()))
                        .thenComparing(Member::joinedSeq)
                        .thenComparing(member -> member.account().value()));
    }

    /** Those asked for, and both people of every direct conversation. */
    private Set<AccountId> accounts(Needs needs) {
        Stream<AccountId> unasked =
                needs.conversations().stream().flatMap(this::pair).flatMap(pair -> Stream.of(pair.low(), pair.high()));
        return Stream.concat(needs.accounts().stream(), unasked).collect(Collectors.toSet());
    }

    private Set<Block> blocks(Needs needs) {
        return needs.conversations().stream()
                .flatMap(this::pair)
                .flatMap(pair -> state.blocks(pair).stream())
                .collect(Collectors.toSet());
    }

    private Stream<Pair> pair(ConversationRef ref) {
        return ref instanceof Pair pair
                ? Stream.of(pair)
                : state.room(ref).map(Room::row).flatMap(Conversation::pair).stream();
    }

    private static <K, V> Map<K, V> found(Set<K> keys, Function<K, Optional<V>> find) {
        Map<K, V> found = new HashMap<>();
        keys.forEach(key -> find.apply(key).ifPresent(value -> found.put(key, value)));
        return found;
    }
}
