package dev.parley.cli.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a connection becomes a WebSocket (RFC 6455, section 4).
 *
 * <p>Thread-safe: immutable.
 */
record Handshake(Target target, String key) {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z_]+)\"");
    private static final String SWITCHING = "HTTP/1.1 101 ";

    static Handshake with(Target target) {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return new Handshake(target, Base64.getEncoder().encodeToString(key));
    }

    byte[] request(String token) {
        String request = "GET " + target.socketPath() + " HTTP/1.1\r\nHost: " + target.authority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Looks at the head of the answer and what follows it.
     *
     * @throws BenchException when it is no consent
     */
    void check(String answer) {
        if (!answer.startsWith(SWITCHING)) {
            throw refused(answer);
        }
        if (!answer.contains(accept())) {
            throw new BenchException("What answers at " + target.authority() + " is no WebSocket.");
        }
    }

    private BenchException refused(String answer) {
        String status = answer.lines().findFirst().orElse("");
        Matcher code = CODE.matcher(answer);
        String why = code.find() ? status + ", " + code.group(1) : status;
        String hint = status.contains(" 404") ? " Is the mount in --url right?" : "";
        hint = status.contains(" 429") ? Link.LIMITS : hint;
        return new BenchException(
                "The server refused a connection to " + target.socketPath() + ": " + why + "." + hint);
    }

    private String accept() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
