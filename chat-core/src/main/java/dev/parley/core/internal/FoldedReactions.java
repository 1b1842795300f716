package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Decision.Reacted;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Message;
import dev.parley.core.model.Needs.Reacting;
import dev.parley.core.model.Reaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who has put which emoji under which message while a batch is decided: as the facts have it, and what the batch made of it.
 *
 * <p>Not thread-safe: a part of a {@link Fold}.
 */
final class FoldedReactions {

    private final Facts facts;
    /** What the batch has touched: what is there now, or nothing where it was taken. */
    private final Map<Reacting, Optional<Reacted>> touched = new LinkedHashMap<>();

    private final Map<Reacting.Kind, List<AccountId>> reactors = new HashMap<>();

    FoldedReactions(Facts facts) {
        this.facts = facts;
    }

    boolean has(Reacting reacting) {
        Optional<Reacted> later = touched.get(reacting);
        return later == null ? facts.reactions().contains(reacting) : later.isPresent();
    }

    /** What is under a message with one more. */
    List<Reaction> add(Message message, Reacted reacted) {
        Reacting reacting = reacted.what();
        touched.put(reacting, Optional.of(reacted));
        Reaction before = find(message, reacting).orElse(new Reaction(reacting.emoji(), 0, List.of()));
        List<AccountId> known = reactors(before, reacting);
        if (known.size() == before.count()) {
            known.add(reacting.account());
        }
        Reaction after = before.with(reacting.account());
        return before.count() == 0
                ? Stream.concat(message.reactions().stream(), Stream.of(after)).toList()
                : replaced(message, after);
    }

    /** What is under a message with one less. */
    List<Reaction> take(Message message, Reacting reacting) {
        touched.put(reacting, Optional.empty());
        Reaction before = find(message, reacting).orElseThrow();
        List<AccountId> known = reactors(before, reacting);
        known.remove(reacting.account());
        return replaced(message, before.without(known));
    }

    private static Optional<Reaction> find(Message message, Reacting reacting) {
        return message.reactions().stream()
                .filter(reaction -> reaction.emoji().equals(reacting.emoji()))
                .findFirst();
    }

    private List<AccountId> reactors(Reaction before, Reacting reacting) {
        return reactors.computeIfAbsent(
                reacting.kind(), kind -> new ArrayList<>(facts.reactors().getOrDefault(kind, before.first())));
    }

    private static List<Reaction> replaced(Message message, Reaction after) {
        return message.reactions().stream()
                .map(reaction -> reaction.emoji().equals(after.emoji()) ? after : reaction)
                .filter(reaction -> reaction.count() > 0)
                .toList();
    }

    /** What is new under messages that are not deleted. */
    List<Reacted> added(Predicate<Reacting> there) {
        return touched.entrySet().stream()
                .filter(entry ->
                        there.test(entry.getKey()) && !facts.reactions().contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** What is not there any more. */
    List<Reacting> taken() {
        return touched.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty() && facts.reactions().contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
