package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Member;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Pair;
import java.util.Collection;
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

    private final MemoryState state;

    MemoryFacts(MemoryState state) {
        this.state = state;
    }

    Facts of(Needs needs) {
        return new Facts(
                found(needs.conversations(), ref -> state.room(ref).map(Room::row)),
                members(needs),
                found(accounts(needs), state::account),
                found(needs.names(), name -> Optional.ofNullable(state.names.get(name))),
                found(needs.messages(), state::message),
                needs.reactions().stream().filter(this::there).collect(Collectors.toSet()),
                reactors(needs),
                found(needs.posts(), this::post),
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

    private Map<Needs.Reacting.Kind, List<AccountId>> reactors(Needs needs) {
        Set<Needs.Reacting.Kind> kinds =
                needs.reactions().stream().map(Needs.Reacting::kind).collect(Collectors.toSet());
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

    /** Those asked for, those called by name, and both people of every direct conversation. */
    private Set<AccountId> accounts(Needs needs) {
        Stream<AccountId> unasked =
                needs.conversations().stream().flatMap(this::pair).flatMap(pair -> Stream.of(pair.low(), pair.high()));
        Stream<AccountId> called = needs.called().stream().flatMap(this::called).map(Needs.Membership::account);
        return Stream.of(needs.accounts().stream(), unasked, called)
                .flatMap(some -> some)
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
