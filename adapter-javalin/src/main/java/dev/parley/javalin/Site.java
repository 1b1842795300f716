package dev.parley.javalin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this chat lives: under which path of the host, and, if that was said, under which address browsers reach it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param publicUrl the address of the mount, without a slash at the end
 * @param mount the path of the mount, without a slash at the end; empty for the root
 */
record Site(Optional<PublicUrl> publicUrl, String mount) {

    private static final Pattern MOUNT = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    /** @throws IllegalArgumentException for a path that cannot be mounted on */
    static Site at(String path, Optional<PublicUrl> publicUrl) {
        String trimmed = path.replaceFirst("/+$", "");
        String mount = trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed;
        if (!MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("Mount on a path of letters and digits, for example /chat, not " + path);
        }
        return new Site(publicUrl, mount);
    }

    /** Whether browsers are known to come by https. */
    boolean https() {
        return publicUrl.filter(PublicUrl::https).isPresent();
    }

    /** The address of one of our paths: complete where the public address is known, else from the root of the server. */
    String link(String contextPath, String path) {
        return publicUrl.map(PublicUrl::toString).orElse(contextPath + mount) + path;
    }

    /** Each mount has a cookie of its own; under https its name keeps other hosts and paths from setting it. */
    String cookieName() {
        return (https() ? "__Host-" : "") + "parley_session" + mount.replace('/', '.');
    }
}
