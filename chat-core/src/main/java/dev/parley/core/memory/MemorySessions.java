package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Session;
import dev.parley.core.port.SessionStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sessions in memory. */
final class MemorySessions implements SessionStore {

    private static final Comparator<Session> LAST_USED_FIRST =
            Comparator.comparing(Session::usedAt).reversed();

    private final MemoryState state;

    MemorySessions(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<List<String>> insert(Session session, Optional<String> passwordHash, int most) {
        synchronized (state) {
            if (passwordHash
                    .filter(hash -> !state.hasPassword(session.account(), hash))
                    .isPresent()) {
                return Optional.empty();
            }
            Stream<Session> others = of(session.account());
            List<String> dropped = drop(others.sorted(LAST_USED_FIRST).skip(most - 1L));
            state.sessions.put(session.key(), session);
            return Optional.of(dropped);
        }
    }

    @Override
    public Optional<Session> find(String key) {
        synchronized (state) {
            return Optional.ofNullable(state.sessions.get(key)).filter(session -> state.active(session.account()));
        }
    }

    @Override
    public void touch(String key, Instant usedAt) {
        synchronized (state) {
            state.sessions.computeIfPresent(key, (k, old) -> used(old, usedAt));
        }
    }

    @Override
    public void delete(String key) {
        synchronized (state) {
            Optional.ofNullable(state.sessions.get(key)).ifPresent(session -> drop(Stream.of(session)));
        }
    }

    @Override
    public List<String> deleteOthers(AccountId account, String keptKey) {
        synchronized (state) {
            return drop(of(account).filter(session -> !session.key().equals(keptKey)));
        }
    }

    @Override
    public List<String> deleteExpired(Instant now, Instant idleSince) {
        Predicate<Session> expired = session -> session.expiresAt().isBefore(now);
        Predicate<Session> idle = session -> session.usedAt().isBefore(idleSince);
        synchronized (state) {
            return drop(state.sessions.values().stream().filter(expired.or(idle)));
        }
    }

    private Stream<Session> of(AccountId account) {
        return state.sessions.values().stream()
                .filter(session -> session.account().equals(account));
    }

    private List<String> drop(Stream<Session> sessions) {
        List<Session> dropped = sessions.toList();
        dropped.forEach(session -> state.sessions.remove(session.key()));
        dropped.stream().map(Session::account).distinct().forEach(state::raise);
        return dropped.stream().map(Session::key).toList();
    }

    private static Session used(Session session, Instant usedAt) {
        return new Session(session.key(), session.account(), session.createdAt(), usedAt, session.expiresAt());
    }
}
