package dev.parley.javalin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web page: its HTML at the addresses that it shows, and its files below {@code page/}.
 *
 * <p>The files are read from the class path once; what is not in the manifest made at build time is not found, so no path leads
 * out. A file's address holds the version of all of them and may be kept for ever; the HTML is asked for again each time (ETag).
 * The page may load nothing from elsewhere and run no script but its own: a strict Content-Security-Policy with the import map
 * by its hash.
 *
 * <p>Thread-safe.
 */
final class Page {

    /** Plain paths need no escaping, neither in HTML nor in JSON nor as a route. */
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    /** What the page shows, as it is sent: a name holds no dots alone, and no slash or control character in disguise. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(/login|/register|/conversation/[1-9][0-9]{0,15}|/invitation/inv_[0-9A-Za-z]{38}"
                    + "|/chat/(?!\\.{1,2}/?$)(?:[A-Za-z0-9._~@+-]|%(?!2[eEfF]|5[cC]|[01]|7[fF])[0-9A-Fa-f]{2}){1,192})?/?");

    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{12}");

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final Site site;
    private final Map<String, PageFile> files = PageFile.all();
    private final String version = PageFile.version(files);
    private final Map<String, PageShell> shells = new ConcurrentHashMap<>();

    private Page(Site site) {
        this.site = site;
    }

    /**
     * Reads the page for a place.
     *
     * @throws IllegalArgumentException when the place has a path with other characters than letters, digits and {@code . _ ~ -}
     */
    static Page at(Site site) {
        Page page = new Page(site);
        page.shell("");
        return page;
    }

    /** Adds the page's routes, each with and without a slash at its end. */
    void mount(JavalinConfig config) {
        String mount = site.mount();
        // wildcards, not parameters: Javalin answers 500 to a parameter with a broken escape
        for (String route : new String[] {
            "/", "/login", "/login/", "/register", "/register/", "/chat/*", "/conversation/*", "/invitation/*"
        }) {
            serve(config, mount + route, this::sendHtml);
        }
        if (!mount.isEmpty()) {
            serve(config, mount, this::sendHtml);
        }
        serve(config, mount + "/page/*", this::sendFile);
    }

    private void sendHtml(Context ctx) {
        if (!ADDRESS.matcher(below(ctx)).matches()) {
            throw new NotFoundResponse();
        }
        send(ctx, shell(ctx.contextPath()).html(), ASK_AGAIN);
    }

    private void sendFile(Context ctx) {
        // "", "page", the version, the name
        String[] parts = below(ctx).split("/", 4);
        boolean named = parts.length == 4 && VERSION.matcher(parts[2]).matches();
        PageFile file = named ? files.get(parts[3]) : null;
        if (file == null) {
            throw new NotFoundResponse();
        }
        // another version is asked for while servers are being replaced: it gets ours, but not for ever
        send(ctx, file, parts[2].equals(version) ? FOR_EVER : ASK_AGAIN);
    }

    /** HEAD is answered as GET is; Javalin by itself would say 200 to whatever has a route. */
    private static void serve(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    /** The path below the mount as it was sent: nothing is decoded, so nothing can be disguised. */
    private String below(Context ctx) {
        String path = ctx.path();
        String root = ctx.contextPath() + site.mount();
        return path.startsWith(root) ? path.substring(root.length()) : "";
    }

    private void send(Context ctx, PageFile file, String cache) {
        SecurityHeaders.common(ctx.res(), site);
        ctx.header("Content-Security-Policy", shell(ctx.contextPath()).policy());
        ctx.header("Cache-Control", cache).header("ETag", file.etag());
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

    private PageShell shell(String contextPath) {
        String root = site.publicUrl().map(url -> url.uri().getRawPath()).orElse(contextPath + site.mount());
        return shells.computeIfAbsent(root, this::shellAt);
    }

    private PageShell shellAt(String root) {
        if (!PLAIN.matcher(root).matches()) {
            throw new IllegalArgumentException(
                    "The page needs a path of letters and digits, for example /chat, not " + root);
        }
        return PageShell.of(root, files, version);
    }
}
