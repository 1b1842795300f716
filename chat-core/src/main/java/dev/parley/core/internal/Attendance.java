package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who is there: whoever has at least one live connection, on any node. One who comes back within 30 seconds was never away.
 *
 * <p>Each node whispers who has come to it and gone from it, and every ten seconds who all is there; whatever a node has said
 * counts for 30 seconds, so that those of one that has died are gone as well. Nothing of it is kept, and nothing is promised of
 * it but that it becomes right.
 *
 * <p>Thread-safe; it calls out without a lock.
 */
public final class Attendance {

    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long ROLL_CALL_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int AT_ONCE = 200;
    private static final String HERE = "here";
    private static final String GONE = "gone";

    /** Is told when somebody has come or gone. */
    public interface Watcher {
        void changed(AccountId account, boolean online);
    }

    private final String node;
    private final Consumer<String> whisper;
    private final Watcher watcher;

    private final Set<AccountId> connected = new HashSet<>();
    private final Map<AccountId, Long> leaving = new LinkedHashMap<>();
    private final Map<AccountId, Map<String, Long>> elsewhere = new HashMap<>();
    private long calledAt;
    private long lookedAt;

    /**
     * @param node a word of this node's own
     * @param whisper tells the other nodes something, which they pass to {@link #heard}
     * @param now on the monotonic clock, from which all other times are taken too
     */
    public Attendance(String node, Consumer<String> whisper, Watcher watcher, long now) {
        this.node = node;
        this.whisper = whisper;
        this.watcher = watcher;
        this.calledAt = now;
        this.lookedAt = now;
    }

    /** Whether somebody is there. */
    public synchronized boolean online(AccountId account) {
        return here(account) || elsewhere.containsKey(account);
    }

    private boolean here(AccountId account) {
        return connected.contains(account) || leaving.containsKey(account);
    }

    /** All who are connected here now. */
    public void here(Collection<AccountId> now, long nanos) {
        Set<AccountId> news = new HashSet<>();
        Set<AccountId> first = new HashSet<>();
        synchronized (this) {
            connected.stream()
                    .filter(account -> !now.contains(account))
                    .forEach(account -> leaving.put(account, nanos));
            for (AccountId account : now) {
                if (!online(account)) {
                    news.add(account);
                }
                if (leaving.remove(account) == null && !connected.contains(account)) {
                    first.add(account);
                }
            }
            connected.clear();
            connected.addAll(now);
        }
        say(HERE, first);
        tell(news, true);
    }

    /** Another node has whispered, perhaps about something else. */
    public void heard(String text, long now) {
        String[] words = text.split(" ");
        if (words.length > 2 && words[0].equals(HERE)) {
            tell(come(words[1], accounts(words), now), true);
        } else if (words.length > 2 && words[0].equals(GONE)) {
            tell(gone(words[1], accounts(words)), false);
        }
    }

    private static List<AccountId> accounts(String[] words) {
        return Arrays.stream(words)
                .skip(2)
                .map(Long::parseLong)
                .map(AccountId::new)
                .toList();
    }

    private synchronized Set<AccountId> come(String from, Collection<AccountId> accounts, long now) {
        Set<AccountId> news = new HashSet<>();
        for (AccountId account : accounts) {
            if (!online(account)) {
                news.add(account);
            }
            elsewhere.computeIfAbsent(account, id -> new HashMap<>()).put(from, now);
        }
        return news;
    }

    private synchronized Set<AccountId> gone(String from, Collection<AccountId> accounts) {
        return accounts.stream().filter(account -> forget(account, from)).collect(Collectors.toSet());
    }

    private boolean forget(AccountId account, String from) {
        boolean known = elsewhere.containsKey(account);
        elsewhere.computeIfPresent(account, (id, nodes) -> {
            nodes.remove(from);
            return nodes.isEmpty() ? null : nodes;
        });
        return known && !online(account);
    }

    /** Lets go those whose time has passed, and calls the roll when it is time. It looks at everybody, once a second at most. */
    public void tick(long now) {
        if (due(now)) {
            look(now);
        }
    }

    private synchronized boolean due(long now) {
        boolean due = now - lookedAt >= LOOK_NANOS;
        lookedAt = due ? now : lookedAt;
        return due;
    }

    private void look(long now) {
        Set<AccountId> left = leftForGood(now);
        say(GONE, left);
        Set<AccountId> gone = silent(now);
        left.stream().filter(account -> !online(account)).forEach(gone::add);
        tell(gone, false);
        say(HERE, rollCall(now));
    }

    private synchronized Set<AccountId> leftForGood(long now) {
        Set<AccountId> left = leaving.entrySet().stream()
                .filter(entry -> now - entry.getValue() >= GRACE_NANOS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        leaving.keySet().removeAll(left);
        return left;
    }

    /** Of whom no node has said anything for too long. */
    private synchronized Set<AccountId> silent(long now) {
        elsewhere.values().forEach(nodes -> nodes.values().removeIf(said -> now - said >= GRACE_NANOS));
        Set<AccountId> silent = elsewhere.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        elsewhere.keySet().removeAll(silent);
        silent.removeIf(this::here);
        return silent;
    }

    private synchronized Collection<AccountId> rollCall(long now) {
        if (now - calledAt < ROLL_CALL_NANOS) {
            return List.of();
        }
        calledAt = now;
        List<AccountId> all = new ArrayList<>(connected);
        all.addAll(leaving.keySet());
        return all;
    }

    private void say(String what, Collection<AccountId> accounts) {
        List<String> ids =
                accounts.stream().map(id -> Long.toString(id.value())).toList();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            whisper.accept(what + " " + node + " " + String.join(" ", some));
        }
    }

    private void tell(Collection<AccountId> accounts, boolean online) {
        accounts.forEach(account -> watcher.changed(account, online));
    }
}
