package dev.parley.cli.launch;

import java.util.Optional;

/**
 * Which build of Parley runs.
 *
 * <p>Thread-safe: has no state.
 */
public final class Build {

    private Build() {}

    /** The version in the jar's manifest. */
    public static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
