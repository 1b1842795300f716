package dev.parley.javalin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxies in front of the server. {@code X-Forwarded-For} is believed only as far as they wrote it: a request comes from the
 * right-most address that is not theirs.
 *
 * <p>Thread-safe: immutable.
 */
public final class TrustedProxies {

    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern V4_WITH_PORT = Pattern.compile("^([0-9.]+):[0-9]{1,5}$");
    private static final int MOST_HOPS = 50;

    /** A server on the same machine. */
    public static final TrustedProxies LOOPBACK = of(List.of("127.0.0.0/8", "::1/128"));

    /** A range of addresses: those that share their first bits. */
    private record Network(byte[] address, int bits) {

        boolean holds(InetAddress candidate) {
            byte[] other = candidate.getAddress();
            return other.length == address.length && Arrays.equals(first(other, bits), first(address, bits));
        }
    }

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Addresses and networks in the notation {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException for what is neither
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
    }

    private static Network network(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] address = literal(parts[0])
                .orElseThrow(() -> new IllegalArgumentException("Not an address or network: " + text))
                .getAddress();
        int most = address.length * 8;
        int bits = parts.length == 1 ? most : bits(parts[1]);
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("Not an address or network: " + text);
        }
        return new Network(address, bits);
    }

    private static int bits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /** Where the request comes from, in a word to count by: the address, of version 6 the network of 64 bits. */
    String clientOf(HttpServletRequest request) {
        String peer = String.valueOf(request.getRemoteAddr());
        Optional<InetAddress> address = literal(peer);
        return address.map(from -> word(trusts(from) ? forwarded(request, from) : from))
                .orElse("unknown");
    }

    /** Whether the request was brought by a proxy that is trusted. */
    boolean brought(HttpServletRequest request) {
        return literal(String.valueOf(request.getRemoteAddr()))
                .filter(this::trusts)
                .isPresent();
    }

    private InetAddress forwarded(HttpServletRequest request, InetAddress peer) {
        InetAddress client = peer;
        for (String hop : hops(request)) {
            Optional<InetAddress> address = literal(hop);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!trusts(client)) {
                return client;
            }
        }
        return client;
    }

    /** The right-most first. */
    private static List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        Collections.list(request.getHeaders("X-Forwarded-For"))
                .forEach(line -> hops.addAll(Arrays.asList(line.split(",", -1))));
        Collections.reverse(hops);
        return hops.subList(0, Math.min(hops.size(), MOST_HOPS));
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    private static String word(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : hex(first(bytes, 64)) + "/64";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, 8);
    }

    private static byte[] first(byte[] address, int bits) {
        byte[] kept = new byte[address.length];
        for (int i = 0; i < bits; i++) {
            kept[i / 8] |= (byte) (address[i / 8] & 0x80 >> i % 8);
        }
        return kept;
    }

    /** An address written out; never a name, so that nothing is looked up. */
    private static Optional<InetAddress> literal(String text) {
        String bare = bare(text.strip());
        boolean written = LITERAL.matcher(bare).matches() && (bare.indexOf(':') >= 0 || dotted(bare));
        try {
            return written ? Optional.of(InetAddress.getByName(bare)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean dotted(String text) {
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    /** Without brackets, port and zone. */
    private static String bare(String text) {
        int end = text.indexOf(']');
        String inside = text.startsWith("[") && end > 0 ? text.substring(1, end) : text;
        String noZone = inside.replaceFirst("%.*$", "");
        return V4_WITH_PORT.matcher(noZone).replaceFirst("$1");
    }
}
