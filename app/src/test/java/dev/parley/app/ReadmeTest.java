package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.core.Chat;
import dev.parley.core.Subscription;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Found;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Note;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Role;
import dev.parley.core.model.SearchQuery;
import dev.parley.core.model.Window;
import dev.parley.core.port.Subscriber;
import dev.parley.javalin.ChatRoutes;
import dev.parley.jdbi.JdbiStores;
import dev.parley.wire.client.ChatClient;
import dev.parley.wire.client.ClientListener;
import dev.parley.wire.client.ReceivedMessage;
import dev.parley.wire.client.Sent;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java stands in this file between {@code snippet} and {@code end}, word for word, and is run. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path THIS = Path.of("src/test/java/dev/parley/app/ReadmeTest.java");

    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

    @Test
    void everySnippetOfTheReadmeStandsHere() throws IOException {
        Map<String, String> shown = snippets(README, "<!-- snippet: (\\w+) -->\n```java\n(.*?)```");
        Map<String, String> run = snippets(THIS, "// snippet: (\\w+)\n(.*?)\\s*// end\n");

        assertThat(shown).hasSize(9).isEqualTo(run);
        assertThat(Files.readString(README).split("```java", -1)).hasSize(shown.size() + 1);
    }

    @Test
    void everyPromiseOfTheReadmeIsHeldByATestThatBearsItsNumber() throws IOException {
        Set<String> promised = found("(?m)^\\| G(\\d+) ", Files.readString(README));
        Set<String> held = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(ReadmeTest::holdsTests).toList()) {
                for (String name : found("void (\\w+)\\(", Files.readString(file))) {
                    held.addAll(found("(?:^|_)g(\\d+)(?=_)", name));
                }
            }
        }

        assertThat(promised).hasSizeGreaterThan(5);
        assertThat(held).containsAll(promised);
    }

    private static boolean holdsTests(Path file) {
        String path = file.toString();
        return path.endsWith(".java")
                && (path.contains("src/test/java") || path.contains("chat-contract/src/main/java"));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> snippets(Path file, String pattern) throws IOException {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(file));
        while (matcher.find()) {
            found.put(matcher.group(1), words(matcher.group(2)));
        }
        return found;
    }

    /** Where lines break and how far they are indented is left to the formatter. */
    private static String words(String code) {
        return code.strip().replaceAll("\\s+", " ").replace(" .", ".");
    }

    @Test
    void severalComeTogetherInAGroup() {
        try (Chat chat = Chat.inMemory()) {
            Actor alice = Actor.user(registered(chat, "alice"));
            AccountId bob = registered(chat, "bob");
            AccountId carol = registered(chat, "carol");

            // snippet: group
            ConversationId group = chat.conversations()
                    .create(alice, ConversationKind.GROUP, "Garden friends", Optional.of("Seeds"), Set.of(bob));
            chat.messages().post(alice, group, Draft.text("Welcome"));
            chat.conversations().appoint(alice, group, bob, Role.MODERATOR);
            chat.conversations().invite(Actor.user(bob), group, carol);
            chat.conversations().remove(alice, group, carol, false); // carol hears nothing of it from here on
            // end

            assertThat(chat.messages().history(alice, group, Window.latest(10)).messages())
                    .map(message -> message.note().map(Note::kind))
                    .containsExactly(
                            Optional.empty(),
                            Optional.of(NoteKind.ROLE),
                            Optional.of(NoteKind.JOINED),
                            Optional.of(NoteKind.REMOVED));
        }
    }

    @Test
    void messagesAnswerCallAndAreFound() {
        try (Chat chat = Chat.inMemory()) {
            Actor alice = Actor.user(registered(chat, "alice"));
            AccountId other = registered(chat, "bob");
            Actor bob = Actor.user(other);
            ConversationId group = chat.conversations()
                    .create(alice, ConversationKind.GROUP, "Garden friends", Optional.empty(), Set.of(other));

            // snippet: marks
            Message question = chat.messages()
                    .post(alice, group, Draft.text("Who brings **spades**, @bob?"))
                    .message();
            Message answer = chat.messages()
                    .post(bob, group, Draft.text("I do").replyingTo(question.id()))
                    .message();
            chat.messages().react(alice, answer.id(), "👍", true);
            chat.messages().pin(alice, question.id(), true);
            List<Found> found = chat.search()
                    .everywhere(bob, SearchQuery.parse("q", "spades from:alice"), Optional.empty(), 20)
                    .items();
            // end

            assertThat(found).singleElement().satisfies(hit -> {
                assertThat(hit.message().pinned()).isTrue();
                assertThat(hit.message().mentions().people())
                        .map(Mention::account)
                        .containsExactly(other);
            });
            assertThat(answer.replyTo().orElseThrow().excerpt()).hasValue("Who brings **spades**, @bob?");
        }
    }

    @Test
    void aHostFindsItsConversationByItsOwnKey() {
        try (Chat chat = Chat.inMemory()) {
            Actor shop = Actor.user(registered(chat, "shop"));
            AccountId customer = registered(chat, "customer");

            // snippet: key
            HostKey order = new HostKey("shop:order:4711");
            ConversationId room = chat.hostKeys().openGroup(shop, order, "Order 4711", Set.of(customer));
            chat.messages().post(shop, room, Draft.text("We have it").withClientId("order-4711-seen"));
            // end

            assertThat(chat.hostKeys().openGroup(shop, order, "Again", Set.of()))
                    .isEqualTo(room);
            assertThat(chat.messages()
                            .history(Actor.user(customer), room, Window.latest(10))
                            .messages())
                    .hasSize(1);
        }
    }

    private static AccountId registered(Chat chat, String username) {
        return chat.accounts()
                .register(Registration.of(username, "three small words"), "local")
                .id();
    }

    @Test
    void twoPeopleWriteInMemory() {
        // snippet: memory
        try (Chat chat = Chat.inMemory()) {
            Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
            Account bob = chat.accounts().register(Registration.of("bob", "four smaller words"), "local");

            Pair both = Pair.of(alice.id(), bob.id());
            Message hello = chat.messages()
                    .post(Actor.user(alice.id()), both, Draft.text("Hello, Bob"))
                    .message();

            MessagePage seen = chat.messages().history(Actor.user(bob.id()), hello.conversation(), Window.latest(50));
            seen.messages()
                    .forEach(message -> System.out.println(message.content().orElse("(deleted)")));
        }
        // end
    }

    @Test
    void theChatIsMountedInSomebodysJavalin(@TempDir Path directory) throws Exception {
        // snippet: javalin
        Chat chat = Chat.builder()
                .stores(JdbiStores.open("jdbc:h2:file:" + directory + "/parley"))
                .passwords(new Argon2Hasher())
                .build();
        Javalin server = Javalin.create(config -> {
            config.routes.get("/", context -> context.result("your own page"));
            ChatRoutes.of(chat).mount(config, "/chat");
        });
        // end
        server.start("127.0.0.1", 0);
        try {
            assertThat(body(server, "/")).isEqualTo("your own page");
            assertThat(body(server, "/chat/health")).contains("\"status\"");
            assertThat(body(server, "/chat/")).contains("<html");
        } finally {
            server.stop();
            chat.close();
        }
    }

    private static String body(Javalin server, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void aRepeatedPostIsStoredOnce() {
        try (Chat chat = Chat.inMemory()) {
            Account first = chat.accounts().register(Registration.of("shop", "three small words"), "local");
            Account second = chat.accounts().register(Registration.of("alice", "four smaller words"), "local");
            Actor shop = Actor.user(first.id());
            Pair both = Pair.of(first.id(), second.id());
            // snippet: retry
            Draft receipt = Draft.text("Your order has left").withClientId("order-4711-shipped");
            chat.messages().post(shop, both, receipt);
            boolean again = chat.messages().post(shop, both, receipt).duplicate();
            // end
            assertThat(again).isTrue();
            List<Message> stored = chat.messages()
                    .history(
                            shop, chat.conversations().direct(shop, second.id()).orElseThrow(), Window.latest(10))
                    .messages();
            assertThat(stored).hasSize(1);
        }
    }

    @Test
    void codeBesideItFollowsAnAccount() throws InterruptedException {
        try (Chat chat = Chat.inMemory()) {
            Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
            Account bob = chat.accounts().register(Registration.of("bob", "four smaller words"), "local");
            Actor his = Actor.user(bob.id());
            Pair both = Pair.of(alice.id(), bob.id());
            ConversationId room =
                    chat.messages().post(his, both, Draft.text("one")).message().conversation();
            chat.messages().post(his, both, Draft.text("two"));
            List<Position> known = List.of(new Position(room, 1));
            // snippet: subscribe
            Map<ConversationId, Long> reached = new ConcurrentHashMap<>();
            Subscriber screen = new Subscriber() {
                @Override
                public void started(List<Position> from) {
                    from.forEach(position -> reached.put(position.conversation(), position.seq()));
                }

                @Override
                public void changed(Envelope news) {
                    news.changes().forEach(change -> show(change.seq(), change.message()));
                    reached.put(news.conversation(), news.last());
                }

                @Override
                public void happened(ChatEvent event) {
                    if (event instanceof ChatEvent.ConversationAdded added) {
                        reached.put(added.conversation(), added.seq());
                    }
                }

                @Override
                public void ended(Ending why) {}
            };
            Subscription watching = chat.subscribe(alice.id(), known, screen);
            // end
            chat.messages().post(his, both, Draft.text("three"));

            assertThat(List.of(nextShown(), nextShown())).containsExactly("2 two", "3 three");
            assertThat(reached).containsKey(room);
            watching.close();
        }
    }

    private void show(long seq, Message message) {
        shown.add(seq + " " + message.content().orElse("(deleted)"));
    }

    private String nextShown() throws InterruptedException {
        return String.valueOf(shown.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void theHostHearsOfEveryChange() throws InterruptedException {
        try (Chat chat = Chat.inMemory()) {
            Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
            Map<MessageId, Message> index = new ConcurrentHashMap<>();
            CountDownLatch heard = new CountDownLatch(1);
            // snippet: onChange
            Subscription indexing =
                    chat.onChange(change -> index.put(change.message().id(), change.message()));
            // end
            Subscription after = chat.onChange(change -> heard.countDown());
            Message note = chat.messages()
                    .post(Actor.user(alice.id()), Pair.of(alice.id(), alice.id()), Draft.text("a note"))
                    .message();

            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(index).containsExactly(Map.entry(note.id(), note));
            indexing.close();
            after.close();
        }
    }

    @Test
    void aProgramTalksToAServer() {
        try (Chat chat = Chat.inMemory()) {
            Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
            Actor her = Actor.user(alice.id());
            ConversationId room =
                    chat.conversations().openDirect(her, alice.id()).conversation();
            String token = chat.sessions().start(alice).secret();
            Javalin server = Javalin.create(config -> ChatRoutes.of(chat).mount(config, "/chat"))
                    .start("127.0.0.1", 0);
            String address = "http://127.0.0.1:" + server.port() + "/chat";
            // snippet: client
            ClientListener shown = change -> System.out.println(change.seq() + " "
                    + change.message().flatMap(ReceivedMessage::content).orElse("(deleted)"));
            try (ChatClient client = ChatClient.of(address, token).following().start(shown)) {
                Sent sent = client.send(room, "Good morning").join();
                System.out.println("stored as number " + sent.message().seq());
            }
            // end
            server.stop();
            assertThat(chat.messages().history(her, room, Window.latest(10)).messages())
                    .hasSize(1);
        }
    }
}
