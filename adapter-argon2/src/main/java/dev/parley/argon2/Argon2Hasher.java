package dev.parley.argon2;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import dev.parley.core.port.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes passwords with Argon2id, version 19, by default with 19 MiB of memory and two passes on one lane, as OWASP asks at the
 * least. Checks hashes of {@code argon2i} and {@code argon2d} too; these, and those made with less, are outdated.
 *
 * <p>Each hash or check takes its memory for as long as it runs: whoever calls bounds how many run at once.
 *
 * <p>Thread-safe.
 */
public final class Argon2Hasher implements PasswordHasher {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int VERSION = 19;
    private static final int VERSION_WHERE_NONE_IS_SAID = 16;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Pattern SHAPE = Pattern.compile("\\$argon2(id|i|d)(?:\\$v=(\\d{1,3}))?"
            + "\\$m=(\\d{1,8}),t=(\\d{1,6}),p=(\\d{1,5})\\$[A-Za-z0-9+/]{11,}\\$[A-Za-z0-9+/]{16,}");

    private final int memoryKib;
    private final int passes;
    private final int lanes;

    /** With 19 MiB, two passes and one lane. */
    public Argon2Hasher() {
        this(MEMORY_KIB, PASSES, LANES);
    }

    /** With other parameters: at least 8 KiB for each lane, one pass, one lane. */
    public Argon2Hasher(int memoryKib, int passes, int lanes) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
    }

    @Override
    public String hash(String password) {
        Argon2 argon2 = argon2(Argon2Types.ARGON2id);
        char[] characters = password.toCharArray();
        try {
            return argon2.hash(passes, memoryKib, lanes, characters, StandardCharsets.UTF_8);
        } finally {
            argon2.wipeArray(characters);
        }
    }

    @Override
    public boolean knows(String hash) {
        return read(hash).isPresent();
    }

    @Override
    public boolean matches(String password, String hash) {
        Made made = read(hash).orElseThrow(() -> new IllegalArgumentException("Not an Argon2 hash"));
        Argon2 argon2 = argon2(made.type());
        char[] characters = password.toCharArray();
        try {
            return argon2.verify(hash, characters, StandardCharsets.UTF_8);
        } finally {
            argon2.wipeArray(characters);
        }
    }

    @Override
    public boolean outdated(String hash) {
        return read(hash).filter(Predicate.not(this::strongEnough)).isPresent();
    }

    private boolean strongEnough(Made made) {
        return made.type() == Argon2Types.ARGON2id
                && made.version() >= VERSION
                && made.memoryKib() >= memoryKib
                && made.passes() >= passes;
    }

    private static Argon2 argon2(Argon2Types type) {
        return Argon2Factory.create(type, SALT_BYTES, HASH_BYTES);
    }

    /** What a hash says about how it was made. */
    private record Made(Argon2Types type, int version, int memoryKib, int passes) {}

    private static Optional<Made> read(String hash) {
        Matcher parts = SHAPE.matcher(hash);
        return parts.matches()
                ? Optional.of(new Made(type(parts.group(1)), version(parts), number(parts, 3), number(parts, 4)))
                : Optional.empty();
    }

    private static Argon2Types type(String name) {
        return switch (name) {
            case "id" -> Argon2Types.ARGON2id;
            case "i" -> Argon2Types.ARGON2i;
            default -> Argon2Types.ARGON2d;
        };
    }

    private static int version(Matcher parts) {
        return parts.group(2) == null ? VERSION_WHERE_NONE_IS_SAID : number(parts, 2);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
