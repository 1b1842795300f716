package dev.parley.contract.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The log as it was read in the end, by conversation; where several nodes were asked, as the first one told it.
 *
 * <p>Thread rule: read by one thread at a time.
 */
final class Truth {

    /** A message: all its changes, in order. */
    record Story(List<Entry> changes) {

        Entry created() {
            return changes.get(0);
        }

        /** How many changes there were up to this one. */
        long version(long seq) {
            return changes.stream().filter(change -> change.seq() <= seq).count();
        }
    }

    /** Whose word for which message of which conversation. */
    record Key(String client, String conversation, String clientId) {

        static Key of(Entry entry) {
            return new Key(entry.client(), entry.conversation(), entry.clientId());
        }
    }

    private final Map<String, Map<String, List<Entry>>> nodes = new LinkedHashMap<>();
    private final Map<String, TreeMap<Long, Entry>> logs = new HashMap<>();
    private final Map<Long, Story> stories = new HashMap<>();
    private final Map<Key, List<Entry>> keys = new HashMap<>();

    Truth(List<Entry> entries) {
        entries.stream()
                .filter(entry -> entry.is(Op.LOG))
                .forEach(entry -> nodes.computeIfAbsent(entry.conversation(), c -> new LinkedHashMap<>())
                        .computeIfAbsent(entry.connection(), n -> new ArrayList<>())
                        .add(entry));
        nodes.values().forEach(byNode -> byNode.values().iterator().next().forEach(this::add));
        stories.values()
                .forEach(story -> keys.computeIfAbsent(Key.of(story.created()), k -> new ArrayList<>())
                        .add(story.created()));
    }

    private void add(Entry change) {
        logs.computeIfAbsent(change.conversation(), c -> new TreeMap<>()).put(change.seq(), change);
        stories.computeIfAbsent(change.id(), id -> new Story(new ArrayList<>()))
                .changes()
                .add(change);
    }

    /** What each node told of each conversation. */
    Map<String, Map<String, List<Entry>>> nodes() {
        return nodes;
    }

    Optional<Entry> change(String conversation, long seq) {
        return Optional.ofNullable(
                logs.getOrDefault(conversation, new TreeMap<>()).get(seq));
    }

    Optional<Story> story(long id) {
        return Optional.ofNullable(stories.get(id));
    }

    /** All messages, as they were created, by their keys. */
    Map<Key, List<Entry>> keys() {
        return keys;
    }

    /** The messages that were created in a conversation above {@code after} and up to {@code top}, in order. */
    List<Long> created(String conversation, long after, long top) {
        return logs
                .getOrDefault(conversation, new TreeMap<>())
                .subMap(after, false, Math.max(after, top), true)
                .values()
                .stream()
                .filter(change -> story(change.id()).orElseThrow().created().seq() == change.seq())
                .map(Entry::seq)
                .toList();
    }
}
