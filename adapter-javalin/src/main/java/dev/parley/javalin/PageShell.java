package dev.parley.javalin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The HTML that all addresses of the page answer, made for the path under which browsers reach the chat, and the policy that
 * goes with it.
 *
 * <p>Thread-safe: immutable.
 */
record PageShell(PageFile html, String policy) {

    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit/index.js",
            "lit/", "lit/",
            "lit-html", "lit-html/lit-html.js",
            "lit-html/", "lit-html/",
            "lit-element/", "lit-element/",
            "@lit/reactive-element", "reactive-element/reactive-element.js");

    /** @param root the path of the chat as browsers see it, without a slash at its end */
    static PageShell of(String root, Map<String, PageFile> files, String version) {
        String place = root + "/page/" + version;
        String importMap = importMap(place);
        String template = new String(PageFile.bytes("index.html"), StandardCharsets.UTF_8);
        String html = template.replace("{{mount}}", root)
                .replace("{{files}}", place)
                .replace("{{importmap}}", importMap)
                .replace("{{preload}}", preload(place, files));
        return new PageShell(PageFile.of("index.html", html.getBytes(StandardCharsets.UTF_8)), policy(importMap));
    }

    private static String importMap(String place) {
        return new TreeMap<>(LIBRARIES)
                .entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":\"" + place + "/lib/" + entry.getValue() + "\"")
                        .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    /** Names every module at once, so that the browser need not find them one after another. */
    private static String preload(String place, Map<String, PageFile> files) {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("theme.js"))
                .map(name -> "<link rel=\"modulepreload\" href=\"" + place + "/" + name + "\">")
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
