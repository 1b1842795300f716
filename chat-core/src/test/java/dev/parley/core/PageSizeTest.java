package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import dev.parley.core.model.SearchQuery;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader.ListQuery;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets a page of any length he likes, whatever way he asks. */
class PageSizeTest {

    private static final SearchQuery NOTE = SearchQuery.parse("q", "note");

    private final Chat chat = Chat.inMemory();
    private Actor alice;
    private ConversationId notes;

    @BeforeEach
    void write() {
        Account account = chat.accounts().register(Registration.of("alice", "three small words"), "local");
        alice = Actor.user(account.id());
        notes = chat.messages()
                .post(alice, Pair.of(account.id(), account.id()), Draft.text("a note"))
                .message()
                .conversation();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 102, 1_000_000})
    void aPageThatCannotBeIsAMistakeOfTheProgram(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> Window.latest(limit));
        assertThatIllegalArgumentException().isThrownBy(() -> Window.around(1, limit));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListQuery(Optional.empty(), Optional.empty(), 1, limit));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chat.conversations().list(alice, Optional.empty(), limit));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chat.search().inConversation(alice, notes, NOTE, Long.MAX_VALUE, limit));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chat.search().everywhere(alice, NOTE, Optional.empty(), limit));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0})
    void thereIsNoPageBeforeTheFirst(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListQuery(Optional.empty(), Optional.empty(), number, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> chat.messages().changes(alice, notes, 0, number));
    }

    @Test
    void theLargestPageIsServed() {
        int most = Messages.maxPage();

        assertThat(chat.messages().history(alice, notes, Window.latest(most)).messages())
                .hasSize(1);
        assertThat(chat.messages()
                        .list(alice, new ListQuery(Optional.empty(), Optional.empty(), 1, most))
                        .messages())
                .hasSize(1);
        assertThat(chat.conversations().list(alice, Optional.empty(), most).items())
                .hasSize(1);
        assertThat(chat.search().inConversation(alice, notes, NOTE, Long.MAX_VALUE, most + 1))
                .hasSize(1);
        assertThat(chat.search().everywhere(alice, NOTE, Optional.empty(), most).items())
                .hasSize(1);
        assertThat(chat.messages().changes(alice, notes, 0, Integer.MAX_VALUE).changes())
                .hasSize(1);
    }
}
