package dev.parley.cli.seed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Who says what to whom, and when, before any of it is posted. A few pairs of people talk much and most talk little (the n-th
 * pair 1/n as much as the first); they talk in bursts, most of them in the hours before the time of day at which the window
 * ends. Times are distances from that end, so that the plan depends on the random number alone.
 *
 * <p>Thread-safe: immutable.
 *
 * @param steps in the order of their times
 */
record Plan(List<Somebody> people, List<Link> links, List<Step> steps, Phrases phrases) {

    static final Duration WINDOW = Duration.ofDays(30);

    private static final int LINKS_PER_PERSON = 3;
    private static final int LONGEST_BURST = 14;
    private static final double EDITED = 0.02;
    private static final double DELETED = 0.01;

    /** Two people who talk with each other, by their places among the people. */
    record Link(int one, int other) {

        static Link of(int one, int other) {
            return new Link(Math.min(one, other), Math.max(one, other));
        }
    }

    /** What happens to a message. */
    enum Deed {
        POST,
        POST_IN_HASTE,
        CORRECT,
        DELETE
    }

    /**
     * One thing that happens.
     *
     * @param before how many milliseconds before the end
     * @param message the message's number
     * @param link the number of the link
     * @param first whether the first or the other of the two does it
     */
    record Step(long before, Deed deed, int message, int link, boolean first, Phrases.Role role) {}

    static Plan draw(Seeds seeds) {
        Random random = new Random(seeds.random());
        List<Somebody> people = Somebody.draw(seeds.people(), random);
        List<Link> links = links(seeds.people(), seeds.messages(), random);
        List<Step> steps = new Bursts(random, links.size()).draw(seeds.messages());
        return new Plan(people, links, steps, new Phrases(random));
    }

    /** Everybody knows somebody; beyond that, who knows whom is chance. The first of the list talk most. */
    private static List<Link> links(int people, int messages, Random random) {
        Set<Link> links = new LinkedHashSet<>();
        int most = Math.min(messages, (int) Math.min(people * (people - 1L) / 2, (long) people * LINKS_PER_PERSON));
        for (int person = 1; person < people && links.size() < most; person++) {
            links.add(Link.of(person, random.nextInt(person)));
        }
        while (links.size() < most) {
            int one = random.nextInt(people);
            int other = random.nextInt(people);
            if (one != other) {
                links.add(Link.of(one, other));
            }
        }
        List<Link> shuffled = new ArrayList<>(links);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Draws bursts until there are enough messages: one for every link, then more for those that talk much. */
    private static final class Bursts {

        private final Random random;
        private final double[] weights;
        private final List<Step> steps = new ArrayList<>();
        private int messages;

        Bursts(Random random, int links) {
            this.random = random;
            this.weights = new double[links];
            double sum = 0;
            for (int i = 0; i < links; i++) {
                sum += 1.0 / (i + 1);
                weights[i] = sum;
            }
        }

        List<Step> draw(int wanted) {
            for (int link = 0; messages < wanted; link++) {
                int left = wanted - messages;
                int spared = Math.max(0, weights.length - link - 1);
                burst(link < weights.length ? link : busy(), Math.max(1, Math.min(length(), left - spared)));
            }
            steps.sort(Comparator.comparingLong(Step::before).reversed());
            return List.copyOf(steps);
        }

        private int busy() {
            int at = Arrays.binarySearch(weights, random.nextDouble() * weights[weights.length - 1]);
            return Math.min(weights.length - 1, at < 0 ? -at - 1 : at);
        }

        private int length() {
            int length = 1;
            while (length < LONGEST_BURST && random.nextDouble() < 0.85) {
                length++;
            }
            return length;
        }

        private void burst(int link, int length) {
            long[] times = times(length);
            boolean first = random.nextBoolean();
            Phrases.Role role = Phrases.Role.OPENER;
            for (int i = 0; i < length; i++) {
                message(times[i], link, first, role);
                first = role == Phrases.Role.QUESTION || random.nextDouble() < 0.7 ? !first : first;
                role = after(role, i + 2 == length);
            }
        }

        /** Some day of the window, more likely a few than many hours before the end's time of day; then a line a minute or so. */
        private long[] times(int length) {
            long day = random.nextInt((int) WINDOW.toDays());
            double hours = 14 * Math.min(random.nextDouble(), random.nextDouble());
            long begin = Duration.ofDays(day).toMillis() + (long) (hours * 3_600_000);
            long[] times = new long[length];
            long since = 0;
            for (int i = 0; i < length; i++) {
                times[i] = since;
                since += 4_000 + random.nextInt(100_000);
            }
            for (int i = 0; i < length; i++) {
                times[i] = begin + since - times[i];
            }
            return times;
        }

        private Phrases.Role after(Phrases.Role role, boolean last) {
            if (role == Phrases.Role.QUESTION) {
                return Phrases.Role.ANSWER;
            } else if (last) {
                return Phrases.Role.CLOSER;
            }
            return random.nextInt(3) == 0 ? Phrases.Role.QUESTION : Phrases.Role.REMARK;
        }

        private void message(long before, int link, boolean first, Phrases.Role role) {
            int message = messages++;
            double fate = random.nextDouble();
            Deed deed = fate < EDITED ? Deed.POST_IN_HASTE : Deed.POST;
            long later = Math.max(0, before - 5_000 - random.nextInt(60_000));
            steps.add(new Step(before, deed, message, link, first, role));
            if (fate < EDITED) {
                steps.add(new Step(later, Deed.CORRECT, message, link, first, role));
            } else if (fate < EDITED + DELETED) {
                steps.add(new Step(later, Deed.DELETE, message, link, first, role));
            }
        }
    }
}
