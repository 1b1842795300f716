package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import java.util.Collection;
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
        Set<Needs.Reacting> reactions = reactions(needs);
        return new Facts(
                found(needs.conversations(), ref -> state.room(ref).map(Room::row)),
                members(needs),
                found(accounts(needs), state::account),
                found(needs.names(), name -> Optional.ofNullable(state.names.get(name))),
                found(messages(needs, reactions), state::message),
                reactions.stream().filter(this::there).collect(Collectors.toSet()),
                reactors(reactions),
                found(needs.posts(), this::post),
                blocks(needs),
                found(needs.invitations(), this::invitation),
                found(needs.leavers(), this::left),
                found(needs.changes(), state::change));
    }

    private Map<Needs.Membership, Member> members(Needs needs) {
        Map<Needs.Membership, Member> members = found(needs.members(), this::member);
        members.putAll(found(needs.called().stream().flatMap(this::called).collect(Collectors.toSet()), this::member));
        return members;
    }

    private Stream<Needs.Membership> called(Needs.Called called) {
        return state
                .account(called.username())
                .map(account -> new Needs.Membership(called.conversation(), account.id()))
                .stream();
    }

    private boolean there(Needs.Reacting reacting) {
        return reactors(reacting.kind()).contains(reacting.account());
    }

    /** Those asked for, and those of everybody who goes. */
    private Set<Needs.Reacting> reactions(Needs needs) {
        Stream<Needs.Reacting> left = needs.leavers().stream()
                .flatMap(leaver ->
                        state.room(leaver.conversation()).stream().flatMap(room -> reactions(room, leaver).stream()));
        return Stream.concat(needs.reactions().stream(), left).collect(Collectors.toSet());
    }

    private Set<MessageId> messages(Needs needs, Set<Needs.Reacting> reactions) {
        Stream<MessageId> callers = needs.leavers().stream()
                .flatMap(leaver ->
                        state.room(leaver.conversation()).stream().flatMap(room -> callers(room, leaver).stream()));
        return Stream.of(needs.messages().stream(), reactions.stream().map(Needs.Reacting::message), callers)
                .flatMap(some -> some)
                .collect(Collectors.toSet());
    }

    private Map<Needs.Reacting.Kind, List<AccountId>> reactors(Set<Needs.Reacting> reactions) {
        Set<Needs.Reacting.Kind> kinds =
                reactions.stream().map(Needs.Reacting::kind).collect(Collectors.toSet());
        return found(kinds, kind -> Optional.of(first(kind)).filter(some -> !some.isEmpty()));
    }

    private List<AccountId> first(Needs.Reacting.Kind kind) {
        return reactors(kind).stream().limit(Facts.MOST_REACTORS).toList();
    }

    private Collection<AccountId> reactors(Needs.Reacting.Kind kind) {
        return state.roomOf(kind.message()).map(room -> room.reactors(kind)).orElse(List.of());
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
        return state.room(leaver.conversation())
                .map(room -> new Facts.Left(
                        texts(room, leaver), reactions(room, leaver), callers(room, leaver), heir(room, leaver)));
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

    private static List<MessageId> callers(Room room, Needs.Leaver leaver) {
        return room.messages().values().stream()
                .map(Facts.Posted::message)
                .filter(message -> message.mentions().people().stream()
                        .anyMatch(mention -> mention.account().equals(leaver.account())))
                .map(Message::id)
                .limit(Needs.TEXTS)
                .toList();
    }

    private static List<Needs.Reacting> reactions(Room room, Needs.Leaver leaver) {
        return room.reactions(leaver.account()).limit(Needs.TEXTS).toList();
    }

    private Optional<Member> heir(Room room, Needs.Leaver leaver) {
        return room.members()
                .filter(member -> !member.account().equals(leaver.account()) && state.active(member.account()))
                .min(Comparator.comparing((Member member) -> RANKS.indexOf(member.role()))
                        .thenComparing(Member::joinedSeq)
                        .thenComparing(member -> member.account().value()));
    }

    /** Those asked for, those called by name, and both people of every direct conversation. */
    private Set<AccountId> accounts(Needs needs) {
        Stream<AccountId> unasked =
                needs.conversations().stream().flatMap(this::pair).flatMap(pair -> Stream.of(pair.low(), pair.high()));
        Stream<AccountId> called = needs.called().stream().flatMap(this::called).map(Needs.Membership::account);
        return Stream.of(needs.accounts().stream(), unasked, called)
                .flatMap(some -> some)
                .collect(Collectors.toSet());
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
