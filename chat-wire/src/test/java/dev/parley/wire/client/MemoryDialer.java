package dev.parley.wire.client;

import dev.parley.core.model.Caller;
import dev.parley.wire.Connection;
import dev.parley.wire.Frame;
import dev.parley.wire.Socket;
import dev.parley.wire.Sockets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lines to a server that is no further away than a method call, and that are lost at random: before a frame has arrived, or
 * after it, so that what it did is done and nobody is told.
 */
final class MemoryDialer implements Dialer {

    private final Supplier<Sockets> sockets;
    private final Caller caller;
    private final Random random;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile double lost;

    MemoryDialer(Supplier<Sockets> sockets, Caller caller, long seed) {
        this.sockets = sockets;
        this.caller = caller;
        this.random = new Random(seed);
    }

    /** From now on this part of all frames ends its line. */
    MemoryDialer losing(double part) {
        lost = part;
        return this;
    }

    int cuts() {
        return cuts.get();
    }

    private synchronized boolean lose() {
        return random.nextDouble() < lost;
    }

    @Override
    public Line dial(Ear ear) {
        return new MemoryLine(ear);
    }

    private final class MemoryLine implements Line, Connection {

        private final Ear ear;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Socket socket;

        MemoryLine(Ear ear) {
            this.ear = ear;
            this.socket = sockets.get().open(caller, this);
        }

        private void end(int code, String reason) {
            if (over.compareAndSet(false, true)) {
                cuts.incrementAndGet();
                ear.closed(code, reason);
            }
        }

        @Override
        public void write(String frame) {
            if (lose()) {
                end(1006, "lost on the way there");
            }
            if (over.get()) {
                socket.close();
                return;
            }
            socket.onText(frame);
            if (lose()) {
                end(1006, "lost after it");
            }
        }

        @Override
        public void write(Frame frame, Callback callback) {
            if (lose()) {
                end(1006, "lost on the way back");
            }
            if (over.get()) {
                callback.failed();
            } else {
                ear.text(frame.text(), callback::written);
            }
        }

        @Override
        public void close(int code, String reason) {
            end(code, reason);
        }

        @Override
        public void disconnect() {
            end(1006, "");
        }

        @Override
        public void close() {
            cut();
        }

        @Override
        public void cut() {
            over.set(true);
            socket.close();
        }
    }
}
