package dev.parley.cli.launch;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Nearest {

    private static final int BEGINNING = 3;

    private Nearest() {}

    /**
     * The word with the fewest letters to insert, leave out or replace, where those are few or one word begins with the other.
     * Large and small letters are the same, and hyphens before a word do not count.
     */
    static Optional<String> to(String word, Collection<String> words) {
        String bare = bare(word);
        return words.stream()
                .filter(known -> near(bare, bare(known)))
                .min(Comparator.comparingInt(known -> distance(bare, bare(known))));
    }

    /** The question whether it was meant, with a space before it; nothing where no word is near. */
    static String question(String word, Collection<String> words) {
        return to(word, words).map(known -> " Did you mean " + known + "?").orElse("");
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    }

    private static boolean near(String word, String known) {
        boolean begins = word.length() >= BEGINNING && known.startsWith(word)
                || known.length() >= BEGINNING && word.startsWith(known);
        return begins || distance(word, known) <= Math.max(1, (word.length() + 1) * 2 / 5);
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row = next(row, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static int[] next(int[] above, char letter, String to) {
        int[] row = new int[above.length];
        row[0] = above[0] + 1;
        for (int j = 1; j < row.length; j++) {
            int replaced = above[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        }
        return row;
    }
}
