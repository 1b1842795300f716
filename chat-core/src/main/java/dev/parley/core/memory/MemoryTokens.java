package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ApiToken;
import dev.parley.core.port.TokenStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The API tokens in memory. */
final class MemoryTokens implements TokenStore {

    private static final Comparator<ApiToken> NEWEST_FIRST = Comparator.comparing(ApiToken::createdAt)
            .thenComparing(ApiToken::id)
            .reversed();

    private final MemoryState state;

    MemoryTokens(MemoryState state) {
        this.state = state;
    }

    @Override
    public boolean insert(ApiToken token, int most) {
        synchronized (state) {
            boolean room = owned(token.account()).count() < most;
            if (room) {
                state.tokens.put(token.key(), token);
            }
            return room;
        }
    }

    @Override
    public Optional<ApiToken> find(String key) {
        synchronized (state) {
            return Optional.ofNullable(state.tokens.get(key)).filter(token -> state.active(token.account()));
        }
    }

    @Override
    public List<ApiToken> of(AccountId account) {
        synchronized (state) {
            return owned(account).sorted(NEWEST_FIRST).toList();
        }
    }

    @Override
    public void touch(String key, Instant usedAt) {
        synchronized (state) {
            state.tokens.computeIfPresent(key, (k, old) -> used(old, usedAt));
        }
    }

    @Override
    public Optional<String> delete(AccountId account, long id) {
        synchronized (state) {
            Optional<String> key = owned(account)
                    .filter(token -> token.id() == id)
                    .map(ApiToken::key)
                    .findAny();
            key.ifPresent(found -> {
                state.tokens.remove(found);
                state.raise(account);
            });
            return key;
        }
    }

    private Stream<ApiToken> owned(AccountId account) {
        return state.tokens.values().stream().filter(token -> token.account().equals(account));
    }

    private static ApiToken used(ApiToken token, Instant usedAt) {
        return new ApiToken(
                token.id(),
                token.key(),
                token.account(),
                token.name(),
                token.hint(),
                token.createdAt(),
                token.expiresAt(),
                Optional.of(usedAt));
    }
}
