package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A chat in memory, from end to end. */
class ChatTest {

    @Test
    void twoPeopleWriteToEachOther() {
        try (Chat chat = Chat.inMemory()) {
            Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
            Account bob = chat.accounts().register(Registration.of("bob", "four smaller words"), "local");
            Pair both = Pair.of(alice.id(), bob.id());

            Message hello = chat.messages()
                    .post(Actor.user(alice.id()), both, Draft.text("Hello, Bob"))
                    .message();
            chat.messages().post(Actor.user(bob.id()), both, Draft.text("Hello, Alice"));

            List<Message> read = chat.messages()
                    .history(Actor.user(bob.id()), hello.conversation(), Window.latest(50))
                    .messages();
            assertThat(read)
                    .extracting(Message::content)
                    .containsExactly(Optional.of("Hello, Bob"), Optional.of("Hello, Alice"));
            assertThat(read).extracting(Message::seq).containsExactly(1L, 2L);
        }
    }
}
