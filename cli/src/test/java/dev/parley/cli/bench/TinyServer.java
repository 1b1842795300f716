package dev.parley.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** A server of one conversation, small enough to be wrong on purpose. */
final class TinyServer implements AutoCloseable {

    /** What it does wrong, to the last connection that came. */
    enum Fault {
        NONE,
        LOSES_ONE,
        DOUBLES_ONE,
        SWAPS_TWO,
        CLOSES,
        SWALLOWS_ONE,
        ANSWERS_ONE_TWICE,
        REFUSES_ONE,
        LIMITS_SENDS,
        LIMITS_CONNECTIONS,
        REFUSES_HANDSHAKES
    }

    static final long CONVERSATION = 7;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final long WRONG_AT = 50;

    private final Fault fault;
    private final ServerSocket listener;
    private final Set<OutputStream> everybody = new LinkedHashSet<>();
    private long seq;
    private long taken;
    private String held = "";

    TinyServer(Fault fault) throws IOException {
        this.fault = fault;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    Target target() {
        return Target.of("ws://127.0.0.1:" + listener.getLocalPort() + "/mounted");
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            shakeHands(in, out);
            greet(out);
            while (true) {
                receive(in, out);
            }
        } catch (IOException e) {
            // gone
        }
    }

    private void shakeHands(DataInputStream in, OutputStream out) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.readUnsignedByte());
        }
        if (fault == Fault.REFUSES_HANDSHAKES || !request.toString().startsWith("GET /mounted/ws HTTP/1.1\r\n")) {
            out.write(ascii("HTTP/1.1 401 Unauthorized\r\n\r\n{\"code\":\"unauthenticated\"}"));
            throw new IOException("refused");
        }
        String key = new BufferedReader(new StringReader(request.toString()))
                .lines()
                .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .map(line -> line.substring(19))
                .findFirst()
                .orElseThrow();
        out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + accept(key) + "\r\n\r\n"));
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(ascii(key + MAGIC)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void greet(OutputStream out) throws IOException {
        if (fault == Fault.LIMITS_CONNECTIONS && !everybody.isEmpty()) {
            out.write(new Wire().close(4429, "too many connections").bytes());
        }
        out.write(new Wire().text(hello()).bytes());
        everybody.add(out);
    }

    /** Half of the connections hear of the conversation only after it. */
    private String hello() {
        return everybody.size() % 2 == 0
                ? "{\"type\":\"hello\",\"positions\":{\"" + CONVERSATION + "\":" + seq + "}}"
                : "{\"type\":\"hello\",\"positions\":{}}\n{\"type\":\"conversation.added\",\"conversation\":"
                        + CONVERSATION + ",\"seq\":" + seq + "}";
    }

    private void receive(DataInputStream in, OutputStream out) throws IOException {
        int kind = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte() & 0x7f;
        byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
        byte[] mask = in.readNBytes(4);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        if (kind == 8) {
            throw new IOException("closed");
        }
        take(JSON.readTree(payload), out);
    }

    private synchronized void take(JsonNode command, OutputStream sender) throws IOException {
        if (fault == Fault.LIMITS_SENDS) {
            sender.write(frame(
                    "{\"id\":" + command.path("id") + ",\"type\":\"error\",\"error\":{\"code\":\"rate_limited\"}}"));
            return;
        }
        taken++;
        if (taken == WRONG_AT && fault == Fault.SWALLOWS_ONE) {
            return;
        } else if (taken == WRONG_AT && fault == Fault.REFUSES_ONE) {
            sender.write(frame(
                    "{\"id\":" + command.path("id") + ",\"type\":\"error\",\"error\":{\"code\":\"unavailable\"}}"));
            return;
        }
        seq++;
        String line = Wire.created(
                CONVERSATION,
                seq,
                command.path("client_id").textValue(),
                command.path("content").textValue());
        int at = 0;
        for (OutputStream one : everybody) {
            at++;
            send(one, at == everybody.size() ? spoilt(line) : frame(line));
        }
        byte[] ok = frame("{\"id\":" + command.path("id") + ",\"type\":\"ok\",\"message\":{\"id\":1,\"seq\":" + seq
                + "},\"duplicate\":false}");
        sender.write(ok);
        if (taken == WRONG_AT && fault == Fault.ANSWERS_ONE_TWICE) {
            sender.write(ok);
        }
    }

    /** What one has closed concerns nobody else. */
    private static void send(OutputStream one, byte[] frame) {
        try {
            one.write(frame);
        } catch (IOException e) {
            // gone
        }
    }

    private byte[] spoilt(String line) {
        if (fault == Fault.SWAPS_TWO && seq == WRONG_AT + 1) {
            return new Wire().text(line).text(held).bytes();
        } else if (seq != WRONG_AT) {
            return frame(line);
        }
        held = line;
        return switch (fault) {
            case LOSES_ONE, SWAPS_TWO -> new byte[0];
            case DOUBLES_ONE -> frame(line + "\n" + line);
            case CLOSES -> new Wire().text(line).close(4001, "too slow").bytes();
            default -> frame(line);
        };
    }

    private static byte[] frame(String text) {
        return new Wire().text(text).bytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
