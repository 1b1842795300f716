package dev.parley.jdbi;

/** Patterns for {@code like … escape '!'}. */
final class Patterns {

    private Patterns() {}

    static String containing(String text) {
        return "%" + literally(text) + "%";
    }

    static String beginningWith(String text) {
        return literally(text) + "%";
    }

    private static String literally(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
