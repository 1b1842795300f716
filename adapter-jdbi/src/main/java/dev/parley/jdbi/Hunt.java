package dev.parley.jdbi;

import dev.parley.jdbi.SearchIndex.Quest;
import dev.parley.jdbi.SearchIndex.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A search through some conversations for the newest messages. It looks through the newest parts first, of those conversations that
 * were written in last, and stops when nothing that is left can be newer than what it has. What is often said is found so after a few
 * messages, however many there are; what is so rare that this would take long, the index is asked for, if it can tell.
 *
 * <p>Used once, on one thread.
 */
final class Hunt {

    private static final int AT_FIRST = 16;
    private static final int AT_ONCE = 64;

    /** From so many on, what was found says how much there is of it. */
    private static final int TELLING = 500;

    /** To look through more messages than this takes longer than to ask the index. */
    private static final long AFFORDABLE = 20_000;

    private final Handle handle;
    private final SearchIndex index;
    private final Quest quest;
    private final Map<Long, Reach> left = new HashMap<>();
    private List<Hit> hits = new ArrayList<>();
    private long looked;

    Hunt(Handle handle, SearchIndex index, Quest quest, List<Reach> all) {
        this.handle = handle;
        this.index = index;
        this.quest = quest;
        all.forEach(reach -> left.put(reach.conversation(), reach));
    }

    /** At most as many as are wanted. */
    List<Hit> newest() {
        List<Reach> next = promising();
        for (int round = 0; !next.isEmpty(); round++) {
            Optional<List<Hit>> rest = rare() ? index.pick(handle, next, quest) : Optional.empty();
            if (rest.isPresent()) {
                keep(rest.get());
                return hits;
            }
            int many = round == 0 ? AT_FIRST : AT_ONCE;
            look(next.subList(0, Math.min(many, next.size())), round);
            next = promising();
        }
        return hits;
    }

    private void look(List<Reach> some, int round) {
        Step step = index.look(handle, some, quest, round);
        some.forEach(reach -> left.remove(reach.conversation()));
        step.left().forEach(reach -> left.put(reach.conversation(), reach));
        looked += step.looked();
        keep(step.hits());
    }

    private void keep(List<Hit> more) {
        List<Hit> all = new ArrayList<>(hits);
        all.addAll(more);
        all.sort(Hit.NEWEST_FIRST);
        hits = all.subList(0, Math.min(quest.limit(), all.size()));
    }

    /** What is left of conversations that may hold something newer than the oldest that would be kept. */
    private List<Reach> promising() {
        Instant since = quest.sought().since();
        Instant oldest = hits.size() < quest.limit()
                ? since
                : hits.get(quest.limit() - 1).sentAt();
        return left.values().stream()
                .filter(reach -> !reach.latest().isBefore(oldest) && reach.below() > 1)
                .sorted(Comparator.comparing(Reach::latest).reversed())
                .toList();
    }

    private boolean rare() {
        return looked >= TELLING && (hits.isEmpty() || quest.limit() * looked / hits.size() > AFFORDABLE)
                || looked > AFFORDABLE;
    }
}
