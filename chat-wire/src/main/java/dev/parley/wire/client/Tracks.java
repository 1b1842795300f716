package dev.parley.wire.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.FrameType;
import dev.parley.wire.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where all conversations stand that a client follows, and what has to be pulled. The listener hears each change once, in order
 * and none missing, or of a reset: never a silent hole (G6).
 *
 * <p>Not thread-safe.
 */
final class Tracks {

    private final Following following;
    private final ClientListener listener;
    private final Map<ConversationId, Track> tracks = new HashMap<>();
    private final Set<ConversationId> behind = new LinkedHashSet<>();
    private Optional<String> epoch;
    private Optional<ConversationId> pulling = Optional.empty();
    private boolean greeted;

    Tracks(Following following, ClientListener listener) {
        this.following = following;
        this.listener = listener;
        this.epoch = following.epoch();
    }

    Optional<String> epoch() {
        return epoch;
    }

    /** A copy of where each conversation stands. */
    Map<ConversationId, Long> positions() {
        Map<ConversationId, Long> positions = new HashMap<>();
        tracks.forEach((id, track) -> positions.put(id, track.mine()));
        positions.values().removeIf(seq -> seq == Track.NOWHERE);
        return Map.copyOf(positions);
    }

    /** The server has said where everything stands. */
    void hello(ObjectNode hello) {
        Map<ConversationId, Long> tops = tops(hello.path("positions"));
        String now = hello.path("epoch").asText();
        boolean renewed = epoch.filter(then -> !then.equals(now)).isPresent();
        boolean more = hello.path("more").asBoolean();
        Set<ConversationId> expected = new HashSet<>(tracks.keySet());
        expected.addAll(following.named().keySet());
        expected.removeAll(tops.keySet());
        expected.forEach(id -> unnamed(id, more, renewed));
        tops.forEach((id, top) -> {
            if (following.includes(id)) {
                compare(id, top, renewed);
            }
        });
        epoch = Optional.of(now);
        greeted = true;
    }

    private static Map<ConversationId, Long> tops(JsonNode positions) {
        Map<ConversationId, Long> tops = new LinkedHashMap<>();
        positions
                .properties()
                .forEach(top -> tops.put(
                        new ConversationId(Long.parseLong(top.getKey())),
                        top.getValue().longValue()));
        return tops;
    }

    private void compare(ConversationId id, long top, boolean renewed) {
        boolean known = tracks.containsKey(id);
        Track track = tracks.computeIfAbsent(id, unknown -> new Track(start(unknown, top)));
        if (renewed || track.mine() > top || top - track.mine() > following.farthest()) {
            reset(id, track, top);
            return;
        }
        track.knows(top);
        note(id, track);
        if (!known) {
            listener.started(id, track.mine());
        }
    }

    private void note(ConversationId id, Track track) {
        if (track.behind()) {
            behind.add(id);
        } else {
            behind.remove(id);
        }
    }

    /** Where to begin with a conversation; one that came while the client was away, with its first change. */
    private long start(ConversationId id, long top) {
        return following.position(id).orElse(following.fromStart() || greeted ? 0 : top);
    }

    /** Not among those that the server named: gone, unless it could not name all. */
    private void unnamed(ConversationId id, boolean more, boolean renewed) {
        if (more) {
            Track track =
                    renewed ? new Track(Track.NOWHERE) : tracks.getOrDefault(id, new Track(start(id, Track.NOWHERE)));
            if (tracks.put(id, track) == null && track.mine() < Track.NOWHERE) {
                listener.started(id, track.mine());
            }
            track.doubt();
            note(id, track);
        } else if (tracks.containsKey(id) || !greeted) {
            remove(id);
        }
    }

    private void reset(ConversationId id, Track track, long top) {
        listener.reset(id, top);
        track.restart(top, listener::changed);
        note(id, track);
    }

    /** The conversation has become the user's, and stands there. */
    void added(ConversationId id, long top) {
        listener.added(id);
        Track track = tracks.get(id);
        if (track != null) {
            track.knows(top);
            note(id, track);
        } else if (following.includes(id)) {
            compare(id, top, false);
        }
    }

    /** The conversation is not the user's any more. */
    void remove(ConversationId id) {
        tracks.remove(id);
        behind.remove(id);
        if (following.includes(id)) {
            listener.removed(id);
        }
    }

    /** A change was pushed. */
    void pushed(Received change) {
        if (following.all()) {
            tracks.computeIfAbsent(change.conversation(), unheardOf -> first(change));
        }
        Track track = tracks.get(change.conversation());
        if (track != null) {
            track.push(change, listener::changed);
            note(change.conversation(), track);
        }
    }

    /** One beyond those that the server named: it begins with what is first heard of it. */
    private Track first(Received change) {
        listener.started(change.conversation(), change.seq() - 1);
        return new Track(change.seq() - 1);
    }

    boolean caughtUp() {
        return behind.isEmpty();
    }

    /** The command that pulls what is missing, without its id; one at a time. */
    Optional<ObjectNode> pull() {
        if (pulling.isPresent()) {
            return Optional.empty();
        }
        pulling = behind.stream().findFirst();
        return pulling.map(id -> Json.object()
                .put("type", FrameType.CHANGES)
                .put("conversation", id.value())
                .put("after", Objects.requireNonNull(tracks.get(id)).mine()));
    }

    /** What was pulled has come. */
    void page(ObjectNode page) {
        ConversationId id = pulling.orElseThrow();
        pulling = Optional.empty();
        Track track = tracks.get(id);
        if (track == null) {
            return;
        }
        long top = page.path("top").longValue();
        boolean far = track.unsure() && top - track.mine() > following.farthest();
        if (far || page.path("reset").asBoolean()) {
            reset(id, track, top);
        } else {
            add(id, track, page);
        }
    }

    private void add(ConversationId id, Track track, ObjectNode page) {
        long before = track.mine();
        track.pulled(page.path("top").longValue());
        page.path("changes").forEach(change -> track.take(Received.of((ObjectNode) change), listener::changed));
        note(id, track);
        if (track.behind() && track.mine() == before) {
            reset(id, track, track.highest(page.path("top").longValue()));
        }
    }

    /** Pulling was refused; for good means that the conversation is not the user's. */
    void refused(boolean retryable) {
        Optional<ConversationId> refused = pulling;
        pulling = Optional.empty();
        if (!retryable) {
            refused.ifPresent(this::remove);
        }
    }

    /** The line is lost. */
    void lost() {
        pulling = Optional.empty();
        tracks.values().forEach(Track::lost);
    }
}
