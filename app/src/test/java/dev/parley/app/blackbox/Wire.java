package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A bare connection, to send what no client would send.
 *
 * <p>Not thread-safe.
 */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private long nanosPerByte;
    private long due;

    Wire(TestServer server) {
        this(server, "127.0.0.1");
    }

    /** @param from the address of this machine that it comes from */
    Wire(TestServer server, String from) {
        try {
            socket = new Socket();
            socket.bind(new InetSocketAddress(from, 0));
            socket.setReceiveBufferSize(16 * 1024);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request without a body, after which the server is to close; gives back all that it answered. */
    static String ask(TestServer server, String requestLine, String... headers) {
        String host = "Host: 127.0.0.1:" + server.port();
        return exchange(server, requestLine, join(host, headers) + "Connection: close\r\n\r\n");
    }

    /** A request line and whatever follows it; gives back all that was answered until the server closed. */
    static String exchange(TestServer server, String requestLine, String rest) {
        try (Wire wire = new Wire(server)) {
            wire.send(requestLine + "\r\n" + rest);
            String answer = wire.rest();
            Leaks.checkText(requestLine, answer);
            assertThat(answer).as(requestLine).doesNotStartWith("HTTP/1.1 500");
            return answer;
        }
    }

    private static String join(String first, String... more) {
        return first + "\r\n" + (more.length == 0 ? "" : String.join("\r\n", more) + "\r\n");
    }

    /** Every character is one byte. */
    Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As much as the server takes; whether it took all. */
    boolean tries(byte... bytes) {
        try {
            send(bytes);
            return true;
        } catch (UncheckedIOException closed) {
            return false;
        }
    }

    /**
     * Sends the same again and again until the server takes nothing for two seconds, or has closed, or has taken so many bytes.
     * Gives back how many it took.
     */
    long sendUntilHeldUp(byte[] bytes, long most) {
        AtomicLong taken = new AtomicLong();
        Thread sender = new Thread(() -> {
            while (taken.get() < most && tries(bytes)) {
                taken.addAndGet(bytes.length);
            }
        });
        sender.setDaemon(true);
        sender.start();
        long before = -1;
        while (sender.isAlive() && taken.get() > before) {
            before = taken.get();
            join(sender);
        }
        return taken.get();
    }

    private static void join(Thread thread) {
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on it reads no faster than a line that carries so many bytes a second. */
    Wire paced(int bytesPerSecond) {
        nanosPerByte = TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        due = System.nanoTime();
        return this;
    }

    /** What the line has not brought yet is waited for; little by little would cost more than it takes. */
    private void pace(int bytes) {
        due += bytes * nanosPerByte;
        long early = due - System.nanoTime();
        if (nanosPerByte > 0 && early > TimeUnit.MILLISECONDS.toNanos(5)) {
            LockSupport.parkNanos(early);
        }
    }

    /** The next byte; -1 when the server has closed. */
    int read() {
        pace(1);
        try {
            return in.read();
        } catch (java.net.SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(int count) {
        byte[] bytes = new byte[count];
        for (int from = 0; from < count; ) {
            int read = read(bytes, from);
            assertThat(read).as("closed in the middle").isPositive();
            pace(read);
            from += read;
        }
        return bytes;
    }

    private int read(byte[] bytes, int from) {
        try {
            return in.read(bytes, from, Math.min(bytes.length - from, 4_096));
        } catch (java.net.SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A head of HTTP, to its empty line. */
    String head() {
        StringBuilder head = new StringBuilder();
        int next = read();
        while (next >= 0) {
            head.append((char) next);
            if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.toString();
            }
            next = read();
        }
        return head.toString();
    }

    /** All that comes until the server closes. */
    String rest() {
        return new String(toTheEnd(), StandardCharsets.UTF_8);
    }

    /** All bytes that come until the server closes or cuts the connection. */
    byte[] toTheEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (java.net.SocketException reset) {
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Says that nothing more is sent. */
    void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void resetOnClose() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
