package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Window;
import dev.parley.core.port.Stores;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A chat in memory, from end to end. */
class ChatTest {

    @Test
    void aChatThatCannotBeBuiltLetsGoOfItsStores() {
        AtomicBoolean closed = new AtomicBoolean();
        InvocationHandler away = (proxy, method, given) -> {
            if (method.getName().equals("close")) {
                closed.set(true);
                return null;
            }
            throw ChatException.of(ErrorCode.UNAVAILABLE);
        };
        Stores stores =
                (Stores) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Stores.class}, away);

        assertThatThrownBy(() -> Chat.builder().stores(stores).build()).isInstanceOf(ChatException.class);

        assertThat(closed).isTrue();
    }

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
