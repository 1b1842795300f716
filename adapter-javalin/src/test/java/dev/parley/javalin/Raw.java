package dev.parley.javalin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends what no client would send, and gives back what comes until the server closes. */
final class Raw {

    private final int port;

    Raw(int port) {
        this.port = port;
    }

    /** One request without a body. */
    String ask(String requestLine, String... headers) throws IOException {
        return send(request(requestLine, headers) + "Connection: close\r\n\r\n");
    }

    /** The same, but only what comes first: for what is answered and not closed. */
    String head(String requestLine, String... headers) throws IOException {
        try (Socket socket = asked(request(requestLine, headers) + "\r\n")) {
            byte[] first = new byte[16 * 1024];
            int read = socket.getInputStream().read(first);
            return new String(first, 0, Math.max(0, read), StandardCharsets.UTF_8);
        }
    }

    /** The answer to a handshake of a socket. */
    String handshake(String path, String... headers) throws IOException {
        return head("GET " + path + " HTTP/1.1", upgrading(headers));
    }

    /** A socket of whoever reads nothing any more and has little room for what comes; it has to be closed. */
    Socket dead(String path, int room, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(room);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        say(socket, request("GET " + path + " HTTP/1.1", upgrading(headers)) + "\r\n");
        socket.getInputStream().read();
        return socket;
    }

    private static String[] upgrading(String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        all.addAll(List.of(headers));
        return all.toArray(new String[0]);
    }

    private String request(String requestLine, String... headers) {
        StringBuilder head = new StringBuilder(requestLine).append("\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    String send(String text) throws IOException {
        try (Socket socket = asked(text)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Waits for the answer to a head before it sends the body, and then for the close. Fails if the body is not taken. */
    String answeredBefore(byte[] body, String requestLine, String... headers) throws IOException {
        try (Socket socket = asked(request(requestLine, headers) + "\r\n")) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.write(socket.getInputStream().read());
            socket.getOutputStream().write(body);
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private Socket asked(String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        say(socket, text);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
