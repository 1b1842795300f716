package dev.parley.javalin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The web page: its HTML at the addresses that it shows, and its files below {@code page/}.
 *
 * <p>The files are read from the class path once; what is not in the manifest made at build time is not found, so no path leads
 * out. A file's address holds the version of all of them and may be kept for ever; the HTML is asked for again each time (ETag).
 * The page may load nothing from elsewhere and run no script but its own: a strict Content-Security-Policy with the import map
 * by its hash.
 *
 * <p>Thread-safe: immutable.
 */
final class Page {

    private static final Pattern MOUNT = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
    private static final String[] ADDRESSES = {
        "/", "/login", "/register", "/chat/{username}", "/conversation/{id}",
    };
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final String mount;
    private final Map<String, PageFile> files;
    private final String version;
    private final PageFile html;
    private final String policy;

    private Page(String mount) {
        this.mount = mount;
        this.files = PageFile.all();
        this.version = PageFile.version(files);
        String importMap = importMap();
        this.html = html(importMap);
        this.policy = policy(importMap);
    }

    /**
     * Reads the page for a place.
     *
     * @param mount the path of the place, without a slash at its end: {@code ""} or {@code "/chat"}
     * @throws IllegalArgumentException when the path has other characters than letters, digits and {@code . _ ~ -}
     */
    static Page at(String mount) {
        if (!MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("not a path to mount at: " + mount);
        }
        return new Page(mount);
    }

    /** Adds the page's routes, each with and without a slash at its end. */
    void mount(JavalinConfig config) {
        for (String address : ADDRESSES) {
            String path = mount + address;
            config.routes.get(path, this::sendHtml);
            twin(path).ifPresent(other -> config.routes.get(other, this::sendHtml));
        }
        config.routes.get(mount + "/page/*", this::sendFile);
    }

    private static Optional<String> twin(String path) {
        if (path.equals("/")) {
            return Optional.empty();
        }
        return Optional.of(path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/");
    }

    private void sendHtml(Context ctx) {
        send(ctx, html, ASK_AGAIN);
    }

    /** Finds the file by the path as it was sent: nothing is decoded, so nothing can be disguised. */
    private void sendFile(Context ctx) {
        String prefix = mount + "/page/";
        String[] place = ctx.path().startsWith(prefix)
                ? ctx.path().substring(prefix.length()).split("/", 2)
                : new String[0];
        PageFile file = place.length == 2 ? files.get(place[1]) : null;
        if (file == null) {
            throw new NotFoundResponse();
        }
        // another version is asked for while servers are being replaced: it gets ours, but not for ever
        send(ctx, file, place[0].equals(version) ? FOR_EVER : ASK_AGAIN);
    }

    private void send(Context ctx, PageFile file, String cache) {
        ctx.header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", cache)
                .header("ETag", file.etag());
        if (isKnown(ctx.header("If-None-Match"), file.etag())) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(file.type()).result(file.content());
        }
    }

    private static boolean isKnown(@Nullable String tags, String etag) {
        if (tags == null) {
            return false;
        }
        return Arrays.stream(tags.split(","))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private String address(String file) {
        return mount + "/page/" + version + "/" + file;
    }

    private String importMap() {
        String entries = new TreeMap<>(Map.of(
                        "lit", "lit/index.js",
                        "lit/", "lit/",
                        "lit-html", "lit-html/lit-html.js",
                        "lit-html/", "lit-html/",
                        "lit-element/", "lit-element/",
                        "@lit/reactive-element", "reactive-element/reactive-element.js"))
                .entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":\"" + address("lib/" + entry.getValue()) + "\"")
                        .collect(Collectors.joining(","));
        return "{\"imports\":{" + entries + "}}";
    }

    private PageFile html(String importMap) {
        PageFile template = files.get("index.html");
        if (template == null) {
            throw new IllegalStateException("the web page lacks index.html");
        }
        String filled = new String(template.content(), StandardCharsets.UTF_8)
                .replace("{{mount}}", mount)
                .replace("{{files}}", mount + "/page/" + version)
                .replace("{{importmap}}", importMap)
                .replace("{{preload}}", preload());
        return PageFile.of("index.html", filled.getBytes(StandardCharsets.UTF_8));
    }

    /** Names every module at once, so that the browser need not find them one after another. */
    private String preload() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("theme.js"))
                .map(name -> "<link rel=\"modulepreload\" href=\"" + address(name) + "\">")
                .collect(Collectors.joining("\n"));
    }

    private static String policy(String importMap) {
        byte[] hash = PageFile.sha256(importMap.getBytes(StandardCharsets.UTF_8));
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'",
                "style-src 'self'",
                "img-src 'self' data:",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "object-src 'none'",
                "frame-ancestors 'none'",
                // the only maker of markup is the library of the views
                "require-trusted-types-for 'script'",
                "trusted-types lit-html");
    }
}
