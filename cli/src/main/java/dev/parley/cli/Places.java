package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Page;
import dev.parley.core.port.Oversight;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds conversations, and walks through pages. */
final class Places {

    static final int PAGE = 100;

    private Places() {}

    /** @throws RefusedException when there is no such conversation */
    static Oversight.Entry found(Chat chat, long id) {
        try {
            return chat.administration().conversation(new ConversationId(id));
        } catch (ChatException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? unknown(id) : e;
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(long id) {
        return new RefusedException("There is no conversation " + id + ". chat-cli conversation list shows all.");
    }

    /** Visits what lies on all pages, holding one at a time. */
    static <T> void each(Function<Optional<String>, Page<T>> pages, Consumer<T> visitor) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = pages.apply(cursor);
            page.items().forEach(visitor);
            cursor = page.next();
        } while (cursor.isPresent());
    }
}
