package dev.parley.core;

import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.port.PasswordHasher;
import java.util.concurrent.atomic.AtomicReference;

/** A quick hasher that can be overloaded, find its hashes outdated, and be overtaken after it has compared. */
final class TouchyHasher implements PasswordHasher {

    private static final Runnable NOTHING = () -> {};

    private final PasswordHasher hasher = new Pbkdf2Hasher(1);
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(NOTHING);
    private volatile boolean comparing = true;
    private volatile boolean hashing = true;
    private volatile boolean outdated;

    void compares(boolean can) {
        comparing = can;
    }

    void hashes(boolean can) {
        hashing = can;
    }

    void findsOutdated(boolean all) {
        outdated = all;
    }

    /** Happens once, between the next comparison and its answer. */
    void meanwhile(Runnable event) {
        meanwhile.set(event);
    }

    @Override
    public String hash(String password) {
        refuseUnless(hashing);
        return hasher.hash(password);
    }

    @Override
    public boolean knows(String hash) {
        return hasher.knows(hash);
    }

    @Override
    public boolean matches(String password, String hash) {
        refuseUnless(comparing);
        boolean same = hasher.matches(password, hash);
        meanwhile.getAndSet(NOTHING).run();
        return same;
    }

    @Override
    public boolean outdated(String hash) {
        return outdated;
    }

    private static void refuseUnless(boolean possible) {
        if (!possible) {
            throw ChatException.of(ErrorCode.UNAVAILABLE);
        }
    }
}
