package dev.parley.cli.bench;

import dev.parley.cli.bench.People.Person;
import dev.parley.cli.launch.SettingsException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Seats people. Their names are new in each run, so that one run meets nobody of another.
 *
 * <p>Thread-safe: has no state.
 */
public final class Crowd {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private Crowd() {}

    /** Two people with one conversation, each with half of the connections. */
    public static List<Seat> ofOneConversation(People people, int connections) {
        List<Seat> both = pair(people, letters(10) + "-", letters(20));
        return IntStream.range(0, connections)
                .mapToObj(i -> both.get(2 * i / connections))
                .toList();
    }

    /**
     * Two people for each two connections, and a conversation for each two people.
     *
     * @param atOnce how many are made at a time
     * @throws SettingsException when the number of connections is odd
     */
    public static List<Seat> ofPairs(People people, int connections, int atOnce) {
        if (connections % 2 != 0) {
            throw new SettingsException("--connections: pairs need an even number, not " + connections + ".");
        }
        String run = letters(10) + "-";
        String password = letters(20);
        return each(connections / 2, atOnce, i -> pair(people, run + i, password)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Seat> pair(People people, String name, String password) {
        Person one = people.register(name + "a", password);
        Person other = people.register(name + "b", password);
        long conversation = people.open(one, other);
        return List.of(new Seat(one.token(), conversation), new Seat(other.token(), conversation));
    }

    private static <T> List<T> each(int count, int atOnce, IntFunction<T> make) {
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<T>> made = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> make.apply(i), workers))
                    .toList();
            List<T> all = new ArrayList<>();
            made.forEach(one -> all.add(one.join()));
            return all;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            workers.shutdown();
        }
    }

    private static String letters(int count) {
        SecureRandom random = new SecureRandom();
        StringBuilder letters = new StringBuilder("b");
        while (letters.length() < count) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
