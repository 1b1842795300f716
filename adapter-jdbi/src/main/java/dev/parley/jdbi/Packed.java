package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Mentions;
import dev.parley.core.model.Reaction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several values in one column, so that a message with all that is on it is one row. Neither usernames nor emoji hold a blank or a
 * colon.
 *
 * <p>Thread-safe: stateless.
 */
final class Packed {

    private static final String EVERYBODY = "*";

    private Packed() {}

    /** Words such as {@code 12:alice}, and {@code *} for all; null for none. */
    static @Nullable String mentions(Mentions mentions) {
        Stream<String> people = mentions.people().stream().map(mention -> mention.account() + ":" + mention.username());
        Stream<String> all = mentions.everybody() ? Stream.of(EVERYBODY) : Stream.empty();
        return mentions.isEmpty() ? null : Stream.concat(all, people).collect(Collectors.joining(" "));
    }

    static Mentions mentions(Optional<String> packed) {
        List<String> words = words(packed);
        List<Mention> people = words.stream()
                .filter(word -> !word.equals(EVERYBODY))
                .map(word -> word.split(":"))
                .map(parts -> new Mention(account(parts[0]), parts[1]))
                .toList();
        return words.isEmpty() ? Mentions.none() : new Mentions(people, words.contains(EVERYBODY));
    }

    /** Words such as {@code <emoji>:3:12,15,19}; null for none. */
    static @Nullable String reactions(List<Reaction> reactions) {
        return reactions.isEmpty() ? null : reactions.stream().map(Packed::word).collect(Collectors.joining(" "));
    }

    private static String word(Reaction reaction) {
        String first = reaction.first().stream().map(AccountId::toString).collect(Collectors.joining(","));
        return reaction.emoji() + ":" + reaction.count() + ":" + first;
    }

    static List<Reaction> reactions(Optional<String> packed) {
        return words(packed).stream().map(word -> reaction(word.split(":"))).toList();
    }

    private static Reaction reaction(String[] parts) {
        List<AccountId> first =
                Arrays.stream(parts[2].split(",")).map(Packed::account).toList();
        return new Reaction(parts[0], Integer.parseInt(parts[1]), first);
    }

    private static AccountId account(String number) {
        return new AccountId(Long.parseLong(number));
    }

    private static List<String> words(Optional<String> packed) {
        return packed.map(text -> List.of(text.split(" "))).orElse(List.of());
    }
}
