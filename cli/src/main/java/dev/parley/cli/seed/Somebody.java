package dev.parley.cli.seed;

import dev.parley.core.model.Username;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.datafaker.Faker;

/**
 * A person who was made up.
 *
 * <p>Thread-safe: immutable.
 */
record Somebody(String username, String displayName) {

    private static final int LONGEST = 24;

    /** So many people, no two with the same username. */
    static List<Somebody> draw(int count, Random random) {
        Faker faker = new Faker(Locale.ENGLISH, random);
        Set<String> taken = new HashSet<>();
        List<Somebody> people = new ArrayList<>();
        while (people.size() < count) {
            String first = faker.name().firstName();
            String last = faker.name().lastName();
            String username = free(username(plain(first), plain(last), random.nextInt(4)), taken);
            people.add(new Somebody(username, first + " " + last));
        }
        return people;
    }

    private static String username(String first, String last, int fashion) {
        String whole = switch (fashion) {
            case 0 -> first;
            case 1 -> first + "." + last;
            case 2 -> first.charAt(0) + last;
            default -> first + "_" + last.charAt(0);
        };
        return whole.substring(0, Math.min(LONGEST, whole.length()));
    }

    private static String free(String wanted, Set<String> taken) {
        String name = Username.possible(wanted) && !new Username(wanted).reserved() ? wanted : wanted + "1";
        for (int n = 2; !taken.add(name); n++) {
            name = wanted + n;
        }
        return name;
    }

    private static String plain(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return letters.isEmpty() ? "x" : letters;
    }
}
