package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Found;
import dev.parley.core.model.Message;
import dev.parley.core.model.Naming;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.SearchQuery;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Sought.Place;
import dev.parley.core.model.Username;
import dev.parley.core.model.Window;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.MessageReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finding messages by what they say: any substring of two characters and up, in any script, without regard to case and width;
 * and by who said it, where and when ({@link SearchQuery}). Deleted and former texts are never found (G11). Names that nobody has,
 * and conversations that are none of the searcher's, find nothing.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Search {

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,14}");
    private static final String SELF = "me";

    private final MessageReader reader;
    private final AccountStore accounts;

    Search(Engine engine) {
        this.reader = engine.stores().messages();
        this.accounts = engine.stores().accounts();
    }

    /**
     * Texts of one conversation, newest first.
     *
     * @param before finds only messages with a lower seq; {@link Long#MAX_VALUE} for all
     * @param limit how many at most, 1 to 101: a page, and one that tells whether there are more
     * @throws ChatException {@code NOT_FOUND} when the actor is no member
     * @throws IllegalArgumentException when the limit is another
     */
    public List<Message> inConversation(
            Actor actor, ConversationId conversation, SearchQuery query, long before, int limit) {
        int most = Bounds.check(limit, Window.MOST + 1);
        return reader.search(actor.account(), conversation, sought(actor, query), before, most)
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /**
     * Texts of all of the actor's conversations, newest first: by time, conversation and number.
     *
     * @param limit how many at most, 1 to 100
     * @throws ChatException {@code INVALID} for a cursor that is none
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<Found> everywhere(Actor actor, SearchQuery query, Optional<String> cursor, int limit) {
        return reader.search(actor.account(), sought(actor, query), cursor, Bounds.check(limit, Window.MOST));
    }

    private Sought sought(Actor actor, SearchQuery query) {
        Optional<AccountId> from = query.from().flatMap(name -> person(actor, name));
        Optional<Place> in = query.in().flatMap(name -> place(actor, name));
        boolean unknown =
                query.from().isPresent() && from.isEmpty() || query.in().isPresent() && in.isEmpty();
        return unknown
                ? Sought.NOTHING
                : new Sought(
                        query.text(),
                        from,
                        in,
                        query.after().map(day -> start(day.plusDays(1))).orElse(Sought.LONG_AGO),
                        query.before().map(Search::start).orElse(Sought.FAR_OFF),
                        query.link());
    }

    private Optional<AccountId> person(Actor actor, String name) {
        if (name.equals(SELF)) {
            return Optional.of(actor.account());
        }
        return Username.possible(name) ? accounts.byUsername(name).map(Account::id) : Optional.empty();
    }

    private Optional<Place> place(Actor actor, String name) {
        if (name.startsWith("@")) {
            return person(actor, Username.fold(name.substring(1)))
                    .map(other -> Pair.of(actor.account(), other))
                    .map(pair -> new Place(Optional.empty(), Optional.of(pair), Optional.empty()));
        }
        Optional<ConversationId> id = Optional.of(name)
                .filter(text -> ID.matcher(text).matches())
                .map(text -> new ConversationId(Long.parseLong(text)));
        return Optional.of(
                new Place(id, Optional.empty(), id.isPresent() ? Optional.empty() : Optional.of(Naming.key(name))));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
