package dev.parley.jdbi;

import dev.parley.core.model.Decision;
import dev.parley.core.model.Message;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps nothing and finds nothing: what an index costs is what it costs beside this one. */
final class NoSearchIndex implements SearchIndex {

    @Override
    public SearchMigration migration() {
        return new SearchMigration(handle -> {});
    }

    @Override
    public Columns<Message> columns() {
        return Columns.none();
    }

    @Override
    public String alter() {
        return "";
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public void written(Handle handle, Decision decision) {
        // nothing is kept
    }

    @Override
    public Step look(Handle handle, List<Reach> some, Quest quest, int round) {
        return new Step(List.of(), List.of(), 0);
    }

    @Override
    public Optional<List<Hit>> pick(Handle handle, List<Reach> some, Quest quest) {
        return Optional.empty();
    }
}
