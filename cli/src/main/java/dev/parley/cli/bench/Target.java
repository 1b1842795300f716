package dev.parley.cli.bench;

import dev.parley.cli.launch.SettingsException;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where the server is.
 *
 * <p>Thread-safe: immutable.
 *
 * @param mount the path below which the server lies; empty at the root, never with a slash at its end
 */
public record Target(String host, int port, String mount) {

    private static final int HTTP = 80;

    /**
     * Reads an address like {@code ws://127.0.0.1:8080/chat}.
     *
     * @throws SettingsException for what is none
     */
    public static Target of(String url) {
        URI address = parsed(url);
        if ("wss".equals(address.getScheme()) || "https".equals(address.getScheme())) {
            throw new SettingsException("--url: the bench speaks no TLS; name the server itself, behind the proxy.");
        }
        boolean right = "ws".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!right || address.getHost() == null) {
            throw wrong(url);
        }
        String path = address.getPath() == null ? "" : address.getPath();
        String mount = path.replaceFirst("/(ws/?)?$", "");
        return new Target(address.getHost(), address.getPort() < 0 ? HTTP : address.getPort(), mount);
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw wrong(url);
        }
    }

    private static SettingsException wrong(String url) {
        return new SettingsException("--url: " + url + " is no address like ws://127.0.0.1:8080 or ws://HOST/MOUNT.");
    }

    InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw away();
        }
        return address;
    }

    String authority() {
        return host + ":" + port;
    }

    String socketPath() {
        return mount + "/ws";
    }

    /** The address of a route, which begins with a slash. */
    URI http(String route) {
        return URI.create("http://" + authority() + mount + route);
    }

    /** What to throw when nobody listens there. */
    BenchException away() {
        return new BenchException("No server answers at " + authority() + ". Is it started, and is this its port?");
    }
}
