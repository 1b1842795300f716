package dev.parley.core.memory;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Page;
import dev.parley.core.port.BlockStore;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who has blocked whom, in memory. */
final class MemoryBlocks implements BlockStore {

    private static final Pattern CURSOR = Pattern.compile("\\d{16}");

    private final MemoryState state;

    MemoryBlocks(MemoryState state) {
        this.state = state;
    }

    @Override
    public void add(Block block, Instant at) {
        synchronized (state) {
            state.blocks.putIfAbsent(block, at);
        }
    }

    @Override
    public void remove(Block block) {
        synchronized (state) {
            state.blocks.remove(block);
        }
    }

    @Override
    public boolean has(Block block) {
        synchronized (state) {
            return state.blocks.containsKey(block);
        }
    }

    @Override
    public Page<Account> of(AccountId account, Optional<String> cursor, int limit) {
        synchronized (state) {
            Stream<Account> blocked = state.blocks.keySet().stream()
                    .filter(block -> block.account().equals(account))
                    .flatMap(block -> state.account(block.blocked()).stream());
            return Pages.of(blocked, one -> "%016d".formatted(one.id().value()), CURSOR, cursor, limit);
        }
    }

    @Override
    public Set<AccountId> around(AccountId account) {
        synchronized (state) {
            return state.blocks.keySet().stream()
                    .filter(block ->
                            block.account().equals(account) || block.blocked().equals(account))
                    .map(block -> block.account().equals(account) ? block.blocked() : block.account())
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public boolean between(ConversationId conversation) {
        synchronized (state) {
            return state.room(conversation)
                    .map(Room::row)
                    .flatMap(Conversation::pair)
                    .filter(pair -> !state.blocks(pair).isEmpty())
                    .isPresent();
        }
    }
}
