package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Oversight;
import dev.parley.jdbi.JdbiStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedCommandTest {

    @TempDir
    Path folder;

    @Test
    void anEmptyDatabaseIsFilledAndAUserFromTheListLogsIn() {
        Shell.Result result = Shell.in(folder).run("seed", "--users", "15", "--messages", "300");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("15 people and 300 messages").doesNotContain("\r");
        String username = after(result, "Log in as ").split(",")[0];
        String password = after(result, "with the password ");
        Account account = in(
                folder,
                chat -> chat.sessions().logIn(username, password, "local").account());
        assertThat(account.externalId()).hasValueSatisfying(id -> assertThat(id).startsWith("seed:"));
    }

    @Test
    void theSameRandomSeedGivesTheSameData() {
        Shell.in(folder.resolve("a")).run("seed", "--random-seed", "5");
        Shell.in(folder.resolve("b")).run("seed", "--random-seed", "5");
        Shell.in(folder.resolve("c")).run("seed", "--random-seed", "6");

        List<String> first = in(folder.resolve("a"), SeedCommandTest::everything);

        assertThat(first).hasSizeGreaterThanOrEqualTo(300);
        assertThat(in(folder.resolve("b"), SeedCommandTest::everything)).isEqualTo(first);
        assertThat(in(folder.resolve("c"), SeedCommandTest::everything)).isNotEqualTo(first);
    }

    @Test
    void messagesLieInTheLastThirtyDaysInOrderAndSomeAreEditedOrDeleted() {
        Instant now = Instant.now();
        Shell.in(folder).run("seed", "--users", "8", "--messages", "600", "--channels", "0");

        List<Message> all = in(
                folder,
                chat -> conversations(chat).stream()
                        .flatMap(item -> messages(chat, item).stream())
                        .toList());

        assertThat(all).hasSize(600);
        assertThat(all)
                .allSatisfy(message -> assertThat(message.sentAt())
                        .isBetween(now.minus(Duration.ofDays(30)).minusSeconds(60), now.plusSeconds(60)));
        assertThat(all).anySatisfy(message -> assertThat(message.editedAt()).isPresent());
        assertThat(all).anySatisfy(message -> assertThat(message.deleted()).isTrue());
        assertThat(all.stream().filter(Message::deleted).count()).isLessThan(30);
    }

    @Test
    void channelsAndGroupsComeWithMembersAndMessagesAndGoWithThem() {
        Shell.in(folder).run("seed", "--users", "8", "--messages", "20", "--channels", "3");

        List<Oversight.Entry> there = in(folder, SeedCommandTest::gatherings);
        Shell.in(folder).run("seed", "--clear", "--users", "0", "--messages", "0");

        assertThat(there)
                .extracting(entry -> entry.conversation().title().orElseThrow())
                .containsExactlyInAnyOrder("Lobby", "Allotment", "Reading circle");
        assertThat(there).allSatisfy(entry -> {
            assertThat(entry.conversation().members()).isGreaterThanOrEqualTo(3);
            assertThat(entry.conversation().liveCount()).isEqualTo(14);
        });
        assertThat(in(folder, SeedCommandTest::gatherings)).isEmpty();
    }

    @Test
    void peopleAnswerEachOtherCallEachOtherByNameAndReact() {
        Shell.in(folder).run("seed", "--users", "8", "--messages", "20", "--channels", "6");

        List<Message> said = in(
                folder,
                chat -> gatherings(chat).stream()
                        .flatMap(there -> chat
                                .administration()
                                .messages(there.conversation().id(), 0, 100)
                                .stream())
                        .toList());

        assertThat(said).anyMatch(message -> message.replyTo().isPresent());
        assertThat(said).anyMatch(message -> !message.reactions().isEmpty());
        assertThat(said).anyMatch(message -> !message.mentions().isEmpty());
    }

    private static List<Oversight.Entry> gatherings(Chat chat) {
        return chat.administration().conversations(Optional.empty(), 100).items().stream()
                .filter(entry -> !entry.conversation().direct())
                .toList();
    }

    @Test
    void aDatabaseWithRealPeopleIsRefusedUnlessTold() {
        in(folder, chat -> chat.accounts().register(registration("ada"), "local"));

        Shell.Result refused = Shell.in(folder).run("seed");
        Shell.Result told = Shell.in(folder).run("seed", "--beside-real-users");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("1 account of real people", "--beside-real-users");
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(told.code()).isZero();
        assertThat(told.out()).contains("16 accounts");
    }

    @Test
    void seedingTwiceIsRefusedUnlessTheFormerSeedsAreCleared() {
        Shell.in(folder).run("seed");

        Shell.Result again = Shell.in(folder).run("seed");
        Shell.Result cleared = Shell.in(folder).run("seed", "--clear", "--users", "5", "--messages", "50");

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("15 seeded accounts already", "--clear");
        assertThat(cleared.code()).isZero();
        assertThat(cleared.out()).contains("Removed 15 seeded accounts", "There are now 5 accounts");
    }

    @Test
    void clearingKeepsWhoTalkedWithRealPeople() {
        Shell.in(folder).run("seed");
        in(folder, chat -> {
            Account ada = chat.accounts().register(registration("ada"), "local");
            Account seed =
                    chat.administration().users(Optional.empty(), 1).items().get(0);
            return chat.messages()
                    .post(Actor.user(ada.id()), Pair.of(ada.id(), seed.id()), Draft.text("Are you real?"));
        });

        Shell.Result result =
                Shell.in(folder).run("seed", "--clear", "--beside-real-users", "--users", "3", "--messages", "9");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Removed 14 seeded accounts", "Kept 1 who", "There are now 5 accounts");
    }

    @Test
    void clearingAloneLeavesNothing() {
        Shell.in(folder).run("seed");

        Shell.Result result = Shell.in(folder).run("seed", "--clear", "--users", "0", "--messages", "0");

        assertThat(result.out()).contains("There are now 0 accounts and 0 messages");
    }

    @Test
    void numbersThatMakeNoSenseAreAWrongCommand() {
        assertThat(Shell.in(folder).run("seed", "--users", "-1").err()).contains("--users: -1 is not between 0 and");
        assertThat(Shell.in(folder).run("seed", "--messages", "many").code()).isEqualTo(2);
        assertThat(Shell.in(folder).run("seed", "--users", "1").err()).contains("at least 2 people");
        assertThat(folder.resolve("parley.mv.db")).doesNotExist();
    }

    @Test
    void thePasswordCanBeChosenAndHasToPassThePolicy() {
        Shell.Result weak = Shell.in(folder).piping("password").run("seed", "--password-stdin");
        Shell.Result right = Shell.in(folder).piping("nine plain lentils").run("seed", "--password-stdin");

        assertThat(weak.code()).isEqualTo(2);
        assertThat(right.code()).isZero();
        assertThat(after(right, "with the password ")).isEqualTo("nine plain lentils");
    }

    private static Registration registration(String name) {
        return Registration.of(name, "nine plain lentils");
    }

    private static String after(Shell.Result result, String beginning) {
        return result.out()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length());
    }

    /** Who there is, and who said what in which conversation; without ids and times. */
    private static List<String> everything(Chat chat) {
        List<String> lines = new ArrayList<>();
        chat.administration()
                .users(Optional.empty(), 100)
                .items()
                .forEach(account ->
                        lines.add(account.externalId() + " " + account.username() + " " + account.displayName()));
        for (ConversationItem item : conversations(chat)) {
            messages(chat, item)
                    .forEach(message -> lines.add(item.people().stream()
                                    .map(person -> person.username().orElse(""))
                                    .sorted()
                                    .toList()
                            + " " + message.sender().displayName() + ": " + message.content()));
        }
        return lines;
    }

    /** Every conversation once, in an order that does not depend on ids. */
    private static List<ConversationItem> conversations(Chat chat) {
        TreeSet<Long> seen = new TreeSet<>();
        List<ConversationItem> found = new ArrayList<>();
        for (Account account :
                chat.administration().users(Optional.empty(), 100).items()) {
            chat.conversations().list(Actor.user(account.id()), Optional.empty(), 100).items().stream()
                    .filter(item -> seen.add(item.conversation().id().value()))
                    .forEach(found::add);
        }
        return found;
    }

    private static List<Message> messages(Chat chat, ConversationItem item) {
        List<Message> all = new ArrayList<>();
        List<Message> page = chat.administration().messages(item.conversation().id(), 0, 100);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = chat.administration()
                    .messages(
                            item.conversation().id(), page.get(page.size() - 1).seq(), 100);
        }
        return all;
    }

    private static <T> T in(Path folder, Function<Chat, T> work) {
        JdbiStores stores = JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley"));
        try (Chat chat =
                Chat.builder().stores(stores).passwords(new Argon2Hasher()).build()) {
            return work.apply(chat);
        }
    }
}
