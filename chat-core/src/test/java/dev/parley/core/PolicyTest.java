package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Policy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host says about who may meet whom. */
class PolicyTest {

    private final Set<AccountId> hidden = new HashSet<>();
    private final Set<AccountId> silent = new HashSet<>();
    private final Set<AccountId> alone = new HashSet<>();
    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .policy(new Policy() {
                @Override
                public boolean maySee(AccountId actor, AccountId other) {
                    return !hidden.contains(other);
                }

                @Override
                public boolean mayMessage(AccountId actor, AccountId other) {
                    return !silent.contains(other);
                }

                @Override
                public boolean mayInvite(AccountId actor, AccountId other) {
                    return !alone.contains(other);
                }
            })
            .build();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final Actor her = Actor.user(alice.id());
    private final Pair pair = Pair.of(alice.id(), bob.id());

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private ErrorCode refusal(Runnable what) {
        return catchThrowableOfType(ChatException.class, what::run).code();
    }

    private ConversationId group(Set<AccountId> members) {
        return chat.conversations().create(her, ConversationKind.GROUP, "Group", Optional.empty(), members);
    }

    @Test
    void whoMayNotBeSeenIsFoundNowhere() {
        ConversationId group = group(Set.of());
        hidden.add(bob.id());

        assertThat(chat.accounts().directory(her, "", Optional.empty(), 10).items())
                .map(Person::id)
                .containsExactly(alice.id());
        assertThat(refusal(() -> chat.accounts().profile(her, bob.id()))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> chat.conversations().openDirect(her, bob.id())))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> chat.messages().post(her, pair, Draft.text("hi"))))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> group(Set.of(bob.id())))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> chat.conversations().invite(her, group, bob.id())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void whoMayNotBeSeenIsNotCalledByName() {
        ConversationId group = group(Set.of(bob.id()));
        Message before = chat.messages()
                .post(her, group, Draft.text("for @bob and @alice"))
                .message();
        hidden.add(bob.id());

        Message after = chat.messages()
                .post(her, group, Draft.text("for @bob and @alice"))
                .message();
        Message edited = chat.messages().edit(her, before.id(), "once more for @bob");

        assertThat(before.mentions().people()).hasSize(2);
        assertThat(after.mentions().people()).map(Mention::username).containsExactly("alice");
        assertThat(edited.mentions().isEmpty()).isTrue();
    }

    @Test
    void whoMayNotBeWrittenToIsFoundAndBroughtToGroups() {
        silent.add(bob.id());

        assertThat(refusal(() -> chat.conversations().openDirect(her, bob.id())))
                .isEqualTo(ErrorCode.CANNOT_MESSAGE);
        assertThat(refusal(() -> chat.messages().post(her, pair, Draft.text("hi"))))
                .isEqualTo(ErrorCode.CANNOT_MESSAGE);
        assertThat(chat.conversations()
                        .conversation(her, group(Set.of(bob.id())))
                        .conversation()
                        .members())
                .isEqualTo(2);
    }

    @Test
    void whoMayNotBeBroughtToGroupsIsWrittenTo() {
        alone.add(bob.id());

        assertThat(refusal(() -> group(Set.of(bob.id())))).isEqualTo(ErrorCode.CANNOT_MESSAGE);
        assertThat(chat.messages().post(her, pair, Draft.text("hi")).duplicate())
                .isFalse();
    }

    @Test
    void aConversationThatIsThereIsNotThePolicysBusiness() {
        ConversationId room = chat.conversations().openDirect(her, bob.id()).conversation();
        silent.add(bob.id());
        hidden.add(bob.id());

        assertThat(chat.conversations().openDirect(her, bob.id()).conversation())
                .isEqualTo(room);
        assertThat(chat.messages().post(her, pair, Draft.text("hi")).message().conversation())
                .isEqualTo(room);
        assertThat(chat.messages().post(her, room, Draft.text("hi")).duplicate())
                .isFalse();
    }

    @Test
    void nobodyIsAskedAboutHimself() {
        hidden.add(alice.id());

        assertThat(chat.accounts().directory(her, "alice", Optional.empty(), 10).items())
                .hasSize(1);
        assertThat(chat.conversations().openDirect(her, alice.id()).created()).isTrue();
    }
}
