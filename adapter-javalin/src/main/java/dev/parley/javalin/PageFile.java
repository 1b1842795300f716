package dev.parley.javalin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file of the web page, as it is sent.
 *
 * <p>Thread-safe: nobody writes to the bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageFile(byte[] content, String type, String etag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    static PageFile of(String name, byte[] content) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(extension, "text/plain; charset=utf-8");
        String etag = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(content));
        return new PageFile(content, type, '"' + etag + '"');
    }

    /** Everything the manifest names, by name. The class path is never listed: that fails in nested jars. */
    static Map<String, PageFile> all() {
        List<String> names = text("manifest.txt").lines().toList();
        Map<String, PageFile> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, of(name, bytes(name)));
        }
        return files;
    }

    /** A short word that differs when any of the files does. */
    static String version(Map<String, PageFile> files) {
        StringBuilder all = new StringBuilder();
        files.forEach((name, file) -> all.append(name).append(file.etag()).append('\n'));
        byte[] hash = sha256(all.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 6);
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (InputStream in = PageFile.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the web page lacks " + name + ": the module was not built by Maven");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
