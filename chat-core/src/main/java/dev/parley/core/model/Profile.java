package dev.parley.core.model;

import java.util.Optional;

/**
 * What somebody shows of himself.
 *
 * <p>Thread-safe: immutable.
 *
 * @param displayName as {@link DisplayName} has it
 * @param about as {@link About} has it
 * @param colour of the picture; where there is none, whoever draws it chooses one
 */
public record Profile(String displayName, Optional<String> about, Optional<Colour> colour) {

    /** Of every account that was erased. */
    public static final Profile ERASED = of("deleted user");

    /** Of somebody who has said no more than his name. */
    public static Profile of(String displayName) {
        return new Profile(displayName, Optional.empty(), Optional.empty());
    }

    public Profile called(DisplayName name) {
        return new Profile(name.value(), about, colour);
    }

    public Profile saying(Optional<About> words) {
        return new Profile(displayName, words.map(About::value), colour);
    }

    public Profile drawnIn(Optional<Colour> other) {
        return new Profile(displayName, about, other);
    }
}
