package dev.parley.app.blackbox;

import dev.parley.core.port.PasswordHasher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Counts how many passwords are hashed: what takes long takes it here. */
final class CountingHasher implements PasswordHasher {

    private final PasswordHasher hasher;
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    CountingHasher(PasswordHasher hasher) {
        this.hasher = hasher;
    }

    long count() {
        return count.get();
    }

    int mostAtOnce() {
        return most.get();
    }

    private <T> T counted(Supplier<T> hashing) {
        count.incrementAndGet();
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            return hashing.get();
        } finally {
            now.decrementAndGet();
        }
    }

    @Override
    public String hash(String password) {
        return counted(() -> hasher.hash(password));
    }

    @Override
    public boolean knows(String hash) {
        return hasher.knows(hash);
    }

    @Override
    public boolean matches(String password, String hash) {
        return counted(() -> hasher.matches(password, hash));
    }

    @Override
    public boolean outdated(String hash) {
        return hasher.outdated(hash);
    }
}
