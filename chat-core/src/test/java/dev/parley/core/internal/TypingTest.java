package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When it is told that somebody is typing, by a clock that is moved by hand. */
class TypingTest {

    private final MemoryStores stores = new MemoryStores();
    private final Chat chat =
            Chat.builder().stores(stores).passwords(new Pbkdf2Hasher(1)).build();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final ConversationId room = open(alice, bob);

    private long now = TimeUnit.HOURS.toNanos(1);
    private final Hub hub = new Hub(stores.journal(), stores.accounts()::revisions, Runnable::run);
    private final Company company = new Company("one", hub, stores, Runnable::run, () -> now);
    private final List<String> whispers = new ArrayList<>();

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private ConversationId open(Account one, Account other) {
        return chat.conversations().openDirect(Actor.user(one.id()), other.id()).conversation();
    }

    private Told listens(Account account) {
        Told told = new Told();
        hub.subscribe(
                Caller.trusted(account.id()), told, () -> stores.conversations().positions(account.id()));
        return told;
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        company.tick();
    }

    private static List<ChatEvent.Typing> typing(Told told) {
        return told.events.stream()
                .filter(ChatEvent.Typing.class::isInstance)
                .map(ChatEvent.Typing.class::cast)
                .toList();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void whoGoesOnTypingIsToldAgainAfterThreeSecondsAndNotBefore() {
        company.join(whispers::add);
        Told his = listens(bob);

        company.types(alice.id(), room);
        pass(2_999);
        company.types(alice.id(), room);
        int early = typing(his).size();
        pass(1);
        company.types(alice.id(), room);
        pass(2_999);
        company.types(alice.id(), room);

        assertThat(early).isOne();
        assertThat(typing(his)).hasSize(2);
        assertThat(whispers).filteredOn(text -> text.startsWith("typing")).hasSize(2);
    }

    @Test
    void whoSaysSoWithEveryKeyIsToldOnceInThreeSeconds() {
        Told his = listens(bob);

        for (int i = 0; i < 60; i++) {
            company.types(alice.id(), room);
            pass(100);
        }

        assertThat(typing(his)).hasSize(2);
    }

    @Test
    void itHoldsForSixSecondsSoThatOneThatIsLostIsNotMissed() {
        Told his = listens(bob);

        company.types(alice.id(), room);

        assertThat(typing(his)).containsExactly(new ChatEvent.Typing(room, alice.id(), 6_000));
    }

    @Test
    void whatAnotherNodeWhispersHoldsAsLong() {
        Told his = listens(bob);

        company.heard("typing " + room.value() + " " + alice.id().value());

        assertThat(typing(his)).containsExactly(new ChatEvent.Typing(room, alice.id(), 6_000));
    }

    @Test
    void eachHandInEachConversationCountsForItself() {
        Account carol = register("carol");
        ConversationId other = open(alice, carol);
        Told his = listens(bob);
        Told hers = listens(carol);
        Told own = listens(alice);

        company.types(alice.id(), room);
        company.types(alice.id(), other);
        company.types(bob.id(), room);

        assertThat(typing(his)).extracting(ChatEvent.Typing::account).containsExactly(alice.id());
        assertThat(typing(hers)).extracting(ChatEvent.Typing::conversation).containsExactly(other);
        assertThat(typing(own)).extracting(ChatEvent.Typing::account).containsExactly(bob.id());
    }

    @Test
    void whatHasRunOutIsForgotten() {
        Typing hands = new Typing();
        AccountId somebody = new AccountId(1);
        hands.news(somebody, room, now);

        hands.tick(now + TimeUnit.MILLISECONDS.toNanos(2_999));
        boolean kept = !hands.news(somebody, room, now);
        hands.tick(now + TimeUnit.SECONDS.toNanos(3));

        assertThat(kept).isTrue();
        assertThat(hands.news(somebody, room, now)).isTrue();
    }
}
