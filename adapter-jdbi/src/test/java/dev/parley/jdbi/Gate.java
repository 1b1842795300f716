package dev.parley.jdbi;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between us and a server, and is not always open. */
final class Gate implements AutoCloseable {

    private enum Manner {
        OPEN,
        SHUT,
        BARRED,
        MUTE,
        CROWDED
    }

    private static final int MOST_OUTSIDE = 8;
    private static final int LET_IN_MILLIS = 500;
    private static final int QUESTION_OF_ENCRYPTION = 8;

    private final int target;
    private final ServerSocket entrance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Manner manner = Manner.OPEN;

    Gate(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, MOST_OUTSIDE, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** The same database, by way of the gate. */
    DatabaseSettings before(DatabaseSettings direct) {
        return new DatabaseSettings(
                direct.url().replaceFirst(":\\d+/", ":" + port() + "/"),
                direct.user(),
                direct.password(),
                direct.allowWeakDurability(),
                direct.connections());
    }

    /** Lets nothing through and refuses nothing: packets vanish until it is open again. */
    void shut() {
        become(Manner.SHUT);
    }

    /** Refuses at once. */
    void bar() {
        become(Manner.BARRED);
        sockets.forEach(Gate::close);
    }

    /** Takes everybody in, declines to encrypt, and never says another word to those who came meanwhile. */
    void mute() {
        become(Manner.MUTE);
        sockets.forEach(Gate::close);
    }

    /** Leaves so many standing outside that whoever comes now is not even told that he was heard. */
    void crowd() {
        become(Manner.CROWDED);
        boolean room = true;
        while (room) {
            room = takesOneMore();
        }
        sockets.forEach(Gate::close);
    }

    void open() {
        become(Manner.OPEN);
    }

    private boolean takesOneMore() {
        try (Socket one = new Socket()) {
            one.connect(entrance.getLocalSocketAddress(), LET_IN_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void become(Manner next) {
        lock.lock();
        try {
            manner = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The manner, once it is another than this. */
    private Manner after(Manner one) {
        lock.lock();
        try {
            while (manner == one) {
                changed.awaitUninterruptibly();
            }
            return manner;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket inside = entrance.accept();
                sockets.add(inside);
                switch (after(Manner.CROWDED)) {
                    case BARRED -> close(inside);
                    case MUTE -> start(() -> declineEncryption(inside));
                    default -> lead(inside);
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void lead(Socket inside) throws IOException {
        Socket outside = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(outside);
        start(() -> copy(inside, outside));
        start(() -> copy(outside, inside));
    }

    private static void declineEncryption(Socket inside) {
        try {
            inside.getInputStream().readNBytes(QUESTION_OF_ENCRYPTION);
            inside.getOutputStream().write('N');
        } catch (IOException closed) {
            // he has gone
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                after(Manner.SHUT);
                out.write(buffer, 0, n);
            }
        } catch (IOException closed) {
            // one side has gone
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        open();
        close(entrance);
        sockets.forEach(Gate::close);
    }
}
