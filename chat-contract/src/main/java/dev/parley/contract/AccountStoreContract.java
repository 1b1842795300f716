package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Colour;
import dev.parley.core.model.DisplayName;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Page;
import dev.parley.core.model.Profile;
import dev.parley.core.model.SearchText;
import dev.parley.core.port.AccountStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds an {@link AccountStore} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface AccountStoreContract extends StoresContract {

    @Test
    default void anAccountReadsBackAsItWasStored(Scene scene) {
        Account account = scene.newcomer("Alice.B")
                .called("Älïce 🐎 O'Hara")
                .email("alice@example.org")
                .externalId("host:7")
                .enter();

        assertThat(scene.stores().accounts().byId(account.id())).contains(account);
    }

    @Test
    default void whatIsAbsentStaysAbsent(Scene scene) {
        Account account = scene.newcomer("unused")
                .withoutUsername()
                .kind(AccountKind.BOT)
                .disabled()
                .enter();

        assertThat(scene.stores().accounts().byId(account.id())).contains(account);
    }

    @Test
    default void anAccountIsThereAfterReopening(Scene scene) {
        Account alice = scene.person("alice");

        scene.reopen();

        assertThat(scene.stores().accounts().byId(alice.id())).contains(alice);
    }

    @Test
    default void anAccountIsFoundByItsFoldedUsername(Scene scene) {
        Account alice = scene.person("Alice");
        AccountStore accounts = scene.stores().accounts();

        assertThat(accounts.byUsername("alice")).contains(alice);
        assertThat(accounts.byUsernames(List.of("alice", "alic", "bob"))).isEqualTo(Map.of("alice", alice));
        assertThat(accounts.byUsernames(List.of())).isEmpty();
        assertThat(accounts.byUsername("alic")).isEmpty();
        assertThat(accounts.byUsername("al_ce")).isEmpty();
    }

    @Test
    default void anUnknownAccountIsNotFound(Scene scene) {
        AccountStore accounts = scene.stores().accounts();

        assertThat(accounts.byId(new AccountId(scene.id()))).isEmpty();
        assertThat(accounts.byUsername("nobody")).isEmpty();
        assertThat(accounts.credentials("nobody")).isEmpty();
    }

    @Test
    default void credentialsAreFoundByUsernameAndByEmail(Scene scene) {
        Account alice = scene.newcomer("Alice").email("a@example.org").enter();
        AccountStore accounts = scene.stores().accounts();
        AccountStore.Credentials credentials = new AccountStore.Credentials(alice, "hash of Alice");

        assertThat(accounts.credentials("alice")).contains(credentials);
        assertThat(accounts.credentials("a@example.org")).contains(credentials);
    }

    @Test
    default void anAccountWithoutPasswordHasAnEmptyHash(Scene scene) {
        Account alice = scene.person("alice");
        AccountStore accounts = scene.stores().accounts();

        accounts.replacePassword(alice.id(), "hash of alice", "");

        assertThat(hash(scene)).contains("");
        assertThat(accounts.replacePassword(alice.id(), "", "its first")).isTrue();
        assertThat(hash(scene)).contains("its first");
    }

    @Test
    default void anotherPasswordTakesTheOldOnesPlace(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        AccountStore accounts = scene.stores().accounts();

        assertThat(accounts.replacePassword(alice.id(), "hash of alice", "new hash"))
                .isTrue();

        assertThat(accounts.credentials("alice")).contains(new AccountStore.Credentials(alice, "new hash"));
        assertThat(accounts.credentials("bob")).contains(new AccountStore.Credentials(bob, "hash of bob"));
    }

    @Test
    default void a14_aPasswordThatIsNoLongerThereIsNotReplaced(Scene scene) {
        Account alice = scene.person("alice");
        AccountStore accounts = scene.stores().accounts();
        accounts.replacePassword(alice.id(), "hash of alice", "new hash");

        assertThat(accounts.replacePassword(alice.id(), "hash of alice", "renewed old hash"))
                .isFalse();
        assertThat(accounts.replacePassword(alice.id(), "", "renewed old hash")).isFalse();
        assertThat(accounts.replacePassword(new AccountId(scene.id()), "", "nobody's"))
                .isFalse();

        assertThat(hash(scene)).contains("new hash");
    }

    @Test
    default void a14_ofManyWhoReplaceOnePasswordAtOnceOneDoes(Scene scene) {
        Account alice = scene.person("alice");

        List<Boolean> replaced = Crowd.atOnce(
                16, i -> scene.stores().accounts().replacePassword(alice.id(), "hash of alice", "hash " + i));

        assertThat(replaced).containsOnlyOnce(true);
        assertThat(hash(scene)).contains("hash " + replaced.indexOf(true));
    }

    @Test
    default void anotherDisplayNameLeavesTheRest(Scene scene) {
        Account alice = scene.newcomer("alice").email("a@example.org").enter();
        AccountStore accounts = scene.stores().accounts();

        accounts.change(alice.id(), profile -> profile.called(new DisplayName("Alice Ø")));

        assertThat(accounts.byId(alice.id())).contains(alice.withProfile(Profile.of("Alice Ø")));
    }

    @Test
    default void whatSomebodyShowsOfHimselfReadsBackAsItWasChanged(Scene scene) {
        Account alice = scene.person("alice");
        Profile shown = new Profile("Alice", Optional.of("Gärtnerin 🌱"), Optional.of(Colour.GREEN));
        AccountStore accounts = scene.stores().accounts();
        long before = revision(scene, alice);

        accounts.change(alice.id(), profile -> shown);

        assertThat(accounts.byId(alice.id()).map(Account::profile)).contains(shown);
        assertThat(revision(scene, alice)).isGreaterThan(before);
        accounts.change(alice.id(), profile -> profile.saying(Optional.empty()).drawnIn(Optional.empty()));
        assertThat(accounts.byId(alice.id()).map(Account::profile)).contains(Profile.of("Alice"));
        accounts.change(new AccountId(scene.id()), profile -> shown);
    }

    @Test
    default void ofManyChangesAtOnceNoneIsLost(Scene scene) {
        Account alice = scene.newcomer("alice").called("x").enter();
        AccountStore accounts = scene.stores().accounts();

        Crowd.atOnce(8, i -> {
            accounts.change(alice.id(), profile -> Profile.of(profile.displayName() + "x"));
            return i;
        });

        assertThat(accounts.byId(alice.id()).map(Account::displayName)).contains("xxxxxxxxx");
    }

    @Test
    default void aTakenUsernameIsRefusedWithoutRegardToCase(Scene scene) {
        Account alice = scene.person("alice");

        ChatException refusal = refusal(scene.newcomer("ALICE"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.USERNAME_TAKEN);
        assertThat(scene.stores().accounts().byUsername("alice")).contains(alice);
    }

    @Test
    default void aTakenEmailIsRefusedAndNothingStored(Scene scene) {
        scene.newcomer("alice").email("one@example.org").enter();

        ChatException refusal = refusal(scene.newcomer("bob").email("one@example.org"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.EMAIL_TAKEN);
        assertThat(scene.stores().accounts().byUsername("bob")).isEmpty();
    }

    @Test
    default void manyMayHaveNeitherUsernameNorEmail(Scene scene) {
        List<Account> guests = List.of(
                scene.newcomer("one").withoutUsername().enter(),
                scene.newcomer("two").withoutUsername().enter());

        assertThat(guests)
                .allSatisfy(guest ->
                        assertThat(scene.stores().accounts().byId(guest.id())).contains(guest));
    }

    @Test
    default void h12_ofFiftyAtOnceWithOneUsernameOneIsStored(Scene scene) {
        List<Boolean> stored = Crowd.atOnce(50, i -> enters(scene.newcomer(i % 2 == 0 ? "alice" : "aLICE")));

        assertThat(stored).containsOnlyOnce(true);
        assertThat(directory(scene, "", 100)).hasSize(1);
    }

    @Test
    default void h12_ofFiftyAtOnceWithOneEmailOneIsStored(Scene scene) {
        List<Boolean> stored =
                Crowd.atOnce(50, i -> enters(scene.newcomer("user" + i).email("one@example.org")));

        assertThat(stored).containsOnlyOnce(true);
        assertThat(directory(scene, "", 100)).hasSize(1);
    }

    @Test
    default void theDirectoryGoesByUsername(Scene scene) {
        List.of("dora", "Alice", "carol", "BOB").forEach(scene::person);

        assertThat(directory(scene, "", 10)).containsExactly("Alice", "BOB", "carol", "dora");
    }

    @Test
    default void theDirectoryLeavesOutWhoCannotBeWrittenTo(Scene scene) {
        scene.person("alice");
        scene.newcomer("robot").kind(AccountKind.BOT).enter();
        scene.newcomer("host").kind(AccountKind.SYSTEM).enter();
        scene.newcomer("gone").disabled().enter();
        scene.newcomer("guest").withoutUsername().enter();

        assertThat(directory(scene, "", 10)).containsExactly("alice", "robot");
    }

    @Test
    default void theDirectoryIsSearchedInUsernamesAndDisplayNames(Scene scene) {
        scene.newcomer("alice").called("Ali").enter();
        scene.newcomer("bob").called("Malice").enter();
        scene.newcomer("carol").called("Carol").enter();

        assertThat(directory(scene, "LICE", 10)).containsExactly("alice", "bob");
        assertThat(directory(scene, "nobody", 10)).isEmpty();
    }

    @Test
    default void theDirectoryIsSearchedInEveryScript(Scene scene) {
        scene.newcomer("one").called("Жанна").enter();
        scene.newcomer("two").called("Jürgen").enter();
        scene.newcomer("three").called("王小明").enter();

        assertThat(directory(scene, "жАННА", 10)).containsExactly("one");
        assertThat(directory(scene, "JÜR", 10)).containsExactly("two");
        assertThat(directory(scene, "小明", 10)).containsExactly("three");
    }

    @Test
    default void h02_whatMeansSomethingToAPatternIsLiteralInTheDirectory(Scene scene) {
        scene.newcomer("plain").called("plain").enter();
        scene.newcomer("odd").called("50%_\\'\"x").enter();

        assertThat(List.of("%", "_", "\\", "'", "\"", "%_", "_\\'"))
                .allSatisfy(query -> assertThat(directory(scene, query, 10)).containsExactly("odd"));
    }

    @Test
    default void aNewDisplayNameIsFoundAndTheOldOneIsNot(Scene scene) {
        Account alice = scene.newcomer("alice").called("Before").enter();

        scene.stores().accounts().change(alice.id(), profile -> Profile.of("After"));

        assertThat(directory(scene, "after", 10)).containsExactly("alice");
        assertThat(directory(scene, "before", 10)).isEmpty();
    }

    @Test
    default void thePagesOfTheDirectoryHoldEverybodyOnce(Scene scene) {
        List<String> names = List.of("a-b", "a.b", "a_b", "aa", "ab", "B0", "b1", "Zoe");
        names.forEach(scene::person);

        assertThat(directory(scene, "", 3)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(directory(scene, "", 8)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    default void whoEntersMeanwhileShiftsNobodyOverAPage(Scene scene) {
        List.of("b", "c", "d", "e").forEach(name -> scene.person(name + name));
        AccountStore accounts = scene.stores().accounts();
        Page<Account> first = accounts.directory("", Optional.empty(), 2);

        scene.person("aa");

        Page<Account> second = accounts.directory("", first.next(), 2);
        assertThat(usernames(second.items())).containsExactly("dd", "ee");
        assertThat(second.next()).isEmpty();
    }

    @Test
    default void h04_aCursorOfTheDirectoryThatWasNeverMadeIsRefused(Scene scene) {
        ChatException refusal = catchThrowableOfType(
                ChatException.class, () -> scene.stores().accounts().directory("", Optional.of("%' or 1=1 --"), 2));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    }

    private static long revision(Scene scene, Account account) {
        return Objects.requireNonNull(
                scene.stores().accounts().revisions(List.of(account.id())).get(account.id()));
    }

    private static Optional<String> hash(Scene scene) {
        return scene.stores().accounts().credentials("alice").map(AccountStore.Credentials::passwordHash);
    }

    private static ChatException refusal(Newcomer newcomer) {
        return catchThrowableOfType(ChatException.class, newcomer::enter);
    }

    private static boolean enters(Newcomer newcomer) {
        try {
            newcomer.enter();
            return true;
        } catch (ChatException e) {
            return false;
        }
    }

    /** The usernames on all pages of this size. */
    private static List<String> directory(Scene scene, String query, int size) {
        AccountStore accounts = scene.stores().accounts();
        return usernames(Pages.all(cursor -> accounts.directory(SearchText.fold(query), cursor, size)));
    }

    private static List<String> usernames(List<Account> accounts) {
        return accounts.stream()
                .map(account -> account.username().orElseThrow())
                .toList();
    }
}
