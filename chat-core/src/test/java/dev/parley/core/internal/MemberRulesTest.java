package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.markup.Markup;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import dev.parley.core.model.Words;
import dev.parley.core.port.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in groups and channels: one row for each deed, one column for each kind of actor. */
class MemberRulesTest {

    private static final Words TEXT = Markup.words("text");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountId OWNER = new AccountId(1);
    private static final AccountId MODERATOR = new AccountId(2);
    private static final AccountId MEMBER = new AccountId(3);
    private static final AccountId FORMER = new AccountId(4);
    private static final AccountId BANNED = new AccountId(5);
    private static final AccountId STRANGER = new AccountId(6);
    private static final AccountId OTHER_MEMBER = new AccountId(7);
    private static final AccountId OTHER_MODERATOR = new AccountId(8);
    private static final AccountId OTHER_OWNER = new AccountId(9);
    private static final AccountId NEWCOMER = new AccountId(10);
    private static final AccountId DISABLED = new AccountId(11);
    private static final AccountId NOBODY = new AccountId(99);
    private static final MessageId ANOTHERS = new MessageId(5_001);
    private static final MessageId NOTE = new MessageId(5_002);
    private static final List<AccountId> ACTORS = List.of(OWNER, MODERATOR, MEMBER, FORMER, BANNED, STRANGER);
    private static final ConversationId PLACE = new ConversationId(1_000);

    private final Rules rules = new Rules();
    private long id = PLACE.value();

    private Stores place(ConversationKind kind) {
        Stores stores = new MemoryStores();
        Stream.of(ACTORS, List.of(OTHER_MEMBER, OTHER_MODERATOR, OTHER_OWNER, NEWCOMER, DISABLED))
                .flatMap(List::stream)
                .forEach(account -> stores.accounts().insert(account(account), ""));
        id = PLACE.value();
        Set<AccountId> members = Set.of(MODERATOR, MEMBER, FORMER, BANNED, OTHER_MEMBER, OTHER_MODERATOR, OTHER_OWNER);
        commit(stores, new Command.Create(id, OWNER, PLACE, NOON, kind, "Place", Optional.empty(), members));
        commit(stores, new Command.Appoint(++id, OWNER, PLACE, NOON, MODERATOR, Role.MODERATOR));
        commit(stores, new Command.Appoint(++id, OWNER, PLACE, NOON, OTHER_MODERATOR, Role.MODERATOR));
        commit(stores, new Command.Appoint(++id, OWNER, PLACE, NOON, OTHER_OWNER, Role.OWNER));
        commit(
                stores,
                new Command.Post(
                        ANOTHERS.value(), OTHER_MEMBER, PLACE, NOON, TEXT, Optional.empty(), "another's", "text"));
        commit(stores, new Command.Rename(NOTE.value(), OTHER_OWNER, PLACE, NOON, "Renamed"));
        commit(stores, new Command.Rename(++id, OTHER_OWNER, PLACE, NOON, "Place"));
        commit(stores, new Command.Leave(++id, FORMER, PLACE, NOON));
        commit(stores, new Command.Remove(++id, OWNER, PLACE, NOON, BANNED, true));
        return stores;
    }

    private static Account account(AccountId id) {
        return new Account(
                id,
                AccountKind.PERSON,
                Optional.empty(),
                Optional.of("user" + id),
                Optional.empty(),
                "User " + id,
                false,
                NOON,
                id.equals(DISABLED) ? Optional.of(NOON) : Optional.empty());
    }

    private Outcome commit(Stores stores, Command command) {
        return stores.journal().commit(List.of(command), rules).get(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // deed,                     owner,          moderator, member,    former,    banned,    stranger
        "join,                       unchanged,      unchanged, unchanged, not_found, not_found, not_found",
        "leave,                      done,           done,      done,      not_found, not_found, not_found",
        "invite newcomer,            done,           done,      forbidden, not_found, not_found, not_found",
        "invite member,              unchanged,      unchanged, unchanged, not_found, not_found, not_found",
        "invite banned,              done,           done,      forbidden, not_found, not_found, not_found",
        "invite nobody,              not_found,      not_found, not_found, not_found, not_found, not_found",
        "invite disabled,            cannot_message, cannot_message, forbidden, not_found, not_found, not_found",
        "remove member,              done,           done,      forbidden, not_found, not_found, not_found",
        "remove moderator,           done,           forbidden, forbidden, not_found, not_found, not_found",
        "remove owner,               done,           forbidden, forbidden, not_found, not_found, not_found",
        "remove stranger,            not_found,      not_found, forbidden, not_found, not_found, not_found",
        "remove former,              unchanged,      unchanged, forbidden, not_found, not_found, not_found",
        "remove oneself,             forbidden,      forbidden, forbidden, not_found, not_found, not_found",
        "ban member,                 done,           done,      forbidden, not_found, not_found, not_found",
        "ban former,                 done,           done,      forbidden, not_found, not_found, not_found",
        "ban banned,                 unchanged,      unchanged, forbidden, not_found, not_found, not_found",
        "make member owner,          done,           forbidden, forbidden, not_found, not_found, not_found",
        "make member member,         unchanged,      forbidden, forbidden, not_found, not_found, not_found",
        "make former owner,          not_found,      forbidden, forbidden, not_found, not_found, not_found",
        "rename,                     done,           done,      forbidden, not_found, not_found, not_found",
        "rename to the same,         unchanged,      unchanged, forbidden, not_found, not_found, not_found",
        "describe,                   done,           done,      forbidden, not_found, not_found, not_found",
        "archive,                    done,           forbidden, forbidden, not_found, not_found, not_found",
        "restore,                    unchanged,      forbidden, forbidden, not_found, not_found, not_found",
        "post,                       done,           done,      done,      not_found, not_found, not_found",
        "edit another's,             not_author,     not_author, not_author, not_found, not_found, not_found",
        "delete another's,           done,           done,      not_author, not_found, not_found, not_found",
        "delete a-note,              not_author,     not_author, not_author, not_found, not_found, not_found"
    })
    void inAGroup(
            String deed, String owner, String moderator, String member, String former, String banned, String stranger) {
        expect(ConversationKind.GROUP, deed, List.of(owner, moderator, member, former, banned, stranger));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // deed,                     owner,          moderator, member,    former,    banned,    stranger
        "join,                       unchanged,      unchanged, unchanged, done,      forbidden, done",
        "leave,                      done,           done,      done,      not_found, not_found, not_found",
        "invite newcomer,            done,           done,      done,      not_found, not_found, not_found",
        "invite banned,              done,           done,      forbidden, not_found, not_found, not_found",
        "remove member,              done,           done,      forbidden, not_found, not_found, not_found",
        "make member owner,          done,           forbidden, forbidden, not_found, not_found, not_found",
        "rename,                     done,           done,      forbidden, not_found, not_found, not_found",
        "archive,                    done,           forbidden, forbidden, not_found, not_found, not_found",
        "post,                       done,           done,      done,      not_found, not_found, not_found"
    })
    void inAChannel(
            String deed, String owner, String moderator, String member, String former, String banned, String stranger) {
        expect(ConversationKind.CHANNEL, deed, List.of(owner, moderator, member, former, banned, stranger));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // deed,                     owner,          moderator, member,    former,    banned,    stranger
        "join,                       unchanged,      unchanged, unchanged, archived,  forbidden, archived",
        "leave,                      done,           done,      done,      not_found, not_found, not_found",
        "invite newcomer,            archived,       archived,  archived,  not_found, not_found, not_found",
        "invite member,              unchanged,      unchanged, unchanged, not_found, not_found, not_found",
        "remove member,              done,           done,      forbidden, not_found, not_found, not_found",
        "make member owner,          done,           forbidden, forbidden, not_found, not_found, not_found",
        "rename,                     done,           done,      forbidden, not_found, not_found, not_found",
        "archive,                    unchanged,      forbidden, forbidden, not_found, not_found, not_found",
        "restore,                    done,           forbidden, forbidden, not_found, not_found, not_found",
        "post,                       archived,       archived,  archived,  not_found, not_found, not_found",
        "edit another's,             not_author,     not_author, not_author, not_found, not_found, not_found",
        "delete another's,           done,           done,      not_author, not_found, not_found, not_found"
    })
    void inAnArchivedChannel(
            String deed, String owner, String moderator, String member, String former, String banned, String stranger) {
        expect(
                () -> archived(ConversationKind.CHANNEL),
                deed,
                List.of(owner, moderator, member, former, banned, stranger));
    }

    private Stores archived(ConversationKind kind) {
        Stores stores = place(kind);
        commit(stores, new Command.Archive(++id, OWNER, PLACE, NOON, true));
        return stores;
    }

    @Test
    void whatOneSaidInAnArchivedGroupStaysAsItIsOrGoes() {
        Stores stores = archived(ConversationKind.GROUP);

        assertThat(commit(
                        stores,
                        new Command.Edit(++id, OTHER_MEMBER, PLACE, NOON, ANOTHERS, Markup.words("other words"))))
                .isEqualTo(new Outcome.Refused(ErrorCode.ARCHIVED));
        assertThat(word(commit(stores, new Command.Delete(++id, OTHER_MEMBER, PLACE, NOON, ANOTHERS))))
                .isEqualTo("done");
    }

    @Test
    void whatWasPostedBeforeItWasArchivedIsAnsweredAgain() {
        Stores stores = place(ConversationKind.GROUP);
        commit(stores, new Command.Post(++id, OWNER, PLACE, NOON, TEXT, Optional.empty(), "mine", "text"));
        commit(stores, new Command.Archive(++id, OWNER, PLACE, NOON, true));

        assertThat(word(commit(
                        stores, new Command.Post(++id, OWNER, PLACE, NOON, TEXT, Optional.empty(), "mine", "text"))))
                .isEqualTo("repeated");
    }

    @Test
    void inOneBatchWhatComesAfterTheArchivingIsRefused() {
        Stores stores = place(ConversationKind.GROUP);
        List<Command> batch = List.of(
                new Command.Post(++id, MEMBER, PLACE, NOON, TEXT, Optional.empty(), "one", "text"),
                new Command.Archive(++id, OWNER, PLACE, NOON, true),
                new Command.Post(++id, MEMBER, PLACE, NOON, TEXT, Optional.empty(), "two", "text"),
                new Command.Archive(++id, OWNER, PLACE, NOON, false),
                new Command.Post(++id, MEMBER, PLACE, NOON, TEXT, Optional.empty(), "three", "text"));

        assertThat(stores.journal().commit(batch, rules))
                .map(MemberRulesTest::word)
                .containsExactly("done", "done", "archived", "done", "done");
    }

    private void expect(ConversationKind kind, String deed, List<String> expected) {
        expect(() -> place(kind), deed, expected);
    }

    private void expect(Supplier<Stores> place, String deed, List<String> expected) {
        List<String> seen = ACTORS.stream()
                .map(actor -> word(commit(place.get(), command(deed, actor, ++id))))
                .toList();
        assertThat(seen).isEqualTo(expected);
    }

    private static Command command(String deed, AccountId actor, long id) {
        List<String> words = List.of(deed.split(" "));
        return switch (words.get(0)) {
            case "join" -> new Command.Join(id, actor, PLACE, NOON);
            case "leave" -> new Command.Leave(id, actor, PLACE, NOON);
            case "invite" -> new Command.Invite(id, actor, PLACE, NOON, named(words.get(1), actor));
            case "remove" -> new Command.Remove(id, actor, PLACE, NOON, named(words.get(1), actor), false);
            case "ban" -> new Command.Remove(id, actor, PLACE, NOON, named(words.get(1), actor), true);
            case "make" ->
                new Command.Appoint(
                        id,
                        actor,
                        PLACE,
                        NOON,
                        named(words.get(1), actor),
                        Role.valueOf(words.get(2).toUpperCase(Locale.ROOT)));
            case "rename" -> new Command.Rename(id, actor, PLACE, NOON, words.size() > 1 ? "Place" : "Elsewhere");
            case "edit" -> new Command.Edit(id, actor, PLACE, NOON, ANOTHERS, Markup.words("other words"));
            case "delete" ->
                new Command.Delete(id, actor, PLACE, NOON, words.get(1).equals("a-note") ? NOTE : ANOTHERS);
            case "archive", "restore" ->
                new Command.Archive(id, actor, PLACE, NOON, words.get(0).equals("archive"));
            case "describe" -> new Command.Describe(id, actor, PLACE, NOON, Optional.of("Something"));
            default -> new Command.Post(id, actor, PLACE, NOON, TEXT, Optional.empty(), "c" + id, "text");
        };
    }

    private static AccountId named(String name, AccountId actor) {
        return switch (name) {
            case "newcomer" -> NEWCOMER;
            case "member" -> OTHER_MEMBER;
            case "moderator" -> OTHER_MODERATOR;
            case "owner" -> OTHER_OWNER;
            case "former" -> FORMER;
            case "banned" -> BANNED;
            case "disabled" -> DISABLED;
            case "stranger" -> STRANGER;
            case "oneself" -> actor;
            default -> NOBODY;
        };
    }

    private static String word(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? refused.code().wire()
                : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Test
    void aDirectConversationIsItsTwoPeoplesForEver() {
        Stores stores = place(ConversationKind.GROUP);
        Pair pair = Pair.of(OWNER, MEMBER);
        ConversationId direct = ((Outcome.Opened) commit(stores, new Command.OpenDirect(++id, OWNER, pair, NOON)))
                .conversation()
                .id();
        List<Function<AccountId, Command>> deeds = List.of(
                actor -> new Command.Leave(++id, actor, direct, NOON),
                actor -> new Command.Invite(++id, actor, direct, NOON, STRANGER),
                actor -> new Command.Remove(++id, actor, direct, NOON, OWNER, false),
                actor -> new Command.Appoint(++id, actor, direct, NOON, OWNER, Role.OWNER),
                actor -> new Command.Rename(++id, actor, direct, NOON, "Ours"),
                actor -> new Command.Describe(++id, actor, direct, NOON, Optional.of("Us")),
                actor -> new Command.Archive(++id, actor, direct, NOON, true));

        assertThat(deeds)
                .allSatisfy(deed -> assertThat(commit(stores, deed.apply(MEMBER)))
                        .isEqualTo(new Outcome.Refused(ErrorCode.FORBIDDEN)));
        assertThat(deeds)
                .allSatisfy(deed -> assertThat(commit(stores, deed.apply(STRANGER)))
                        .isEqualTo(new Outcome.Refused(ErrorCode.NOT_FOUND)));
        assertThat(commit(stores, new Command.Join(++id, STRANGER, direct, NOON)))
                .isEqualTo(new Outcome.Refused(ErrorCode.NOT_FOUND));
    }

    @Test
    void whoeverIsDisabledDoesNothing() {
        Stores stores = place(ConversationKind.CHANNEL);

        assertThat(commit(stores, new Command.Join(++id, DISABLED, PLACE, NOON)))
                .isEqualTo(new Outcome.Refused(ErrorCode.UNAUTHENTICATED));
        assertThat(commit(stores, creating(DISABLED, Set.of())))
                .isEqualTo(new Outcome.Refused(ErrorCode.UNAUTHENTICATED));
    }

    @Test
    void aGroupIsOpenedOnlyWithPeopleWhoAreThere() {
        Stores stores = place(ConversationKind.CHANNEL);

        assertThat(commit(stores, creating(OWNER, Set.of(MEMBER, NOBODY))))
                .isEqualTo(new Outcome.Refused(ErrorCode.NOT_FOUND));
        assertThat(commit(stores, creating(OWNER, Set.of(MEMBER, DISABLED))))
                .isEqualTo(new Outcome.Refused(ErrorCode.CANNOT_MESSAGE));
    }

    private Command creating(AccountId actor, Set<AccountId> members) {
        return new Command.Create(
                ++id, actor, new ConversationId(id), NOON, ConversationKind.GROUP, "New", Optional.empty(), members);
    }

    @Test
    void timesNeverGoBackAlsoWhereTheClockDoes() {
        Stores stores = place(ConversationKind.GROUP);
        Instant before = NOON.minusSeconds(60);

        commit(stores, new Command.Rename(++id, OWNER, PLACE, NOON.plusSeconds(60), "Later"));
        commit(stores, new Command.Post(++id, OWNER, PLACE, before, TEXT, Optional.empty(), "c", "text"));
        commit(stores, new Command.Describe(++id, OWNER, PLACE, before, Optional.of("Something")));

        List<Instant> times = stores.journal().log(PLACE, 0, 100).changes().stream()
                .map(change -> change.message().sentAt())
                .toList();
        assertThat(times).isSorted().last().isEqualTo(NOON.plusSeconds(60));
    }
}
