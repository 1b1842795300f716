package dev.parley.cli.seed;

import dev.parley.cli.seed.Plan.Deed;
import dev.parley.cli.seed.Plan.Link;
import dev.parley.cli.seed.Plan.Step;
import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Registration;
import dev.parley.core.port.PasswordHasher;
import dev.parley.core.port.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Carries out a {@link Plan} through the core's own rules, with a clock that is set to each step's time. Steps are sent without
 * waiting, a thousand at a time, so that they are committed in batches; what changes a message follows when the thousand it
 * belongs to is stored. What is not taken at once is sent again, a post under its client id, which stores it once (G3).
 *
 * <p>Not thread-safe. Closing it closes the stores.
 */
public final class Sowing implements AutoCloseable {

    private static final int IN_FLIGHT = 1_000;
    private static final int ATTEMPTS = 10;
    private static final long ALL = Integer.MAX_VALUE;

    /** Somebody has read what was said in most of their conversations. */
    private static final double READ = 0.7;

    private final SetClock clock;
    private final Chat chat;
    private final Instant now;

    /** A step that was sent, and how to send it again. */
    private record Sent(Step step, CompletableFuture<Message> answer, Supplier<CompletableFuture<Message>> again) {}

    public Sowing(Stores stores, PasswordHasher hasher, Instant now) {
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
        this.clock = new SetClock(now);
        this.chat = Chat.builder()
                .stores(stores)
                .passwords(new OneHash(hasher))
                .limits(Limits.defaults().withoutRates())
                .clock(clock)
                .build();
    }

    /** The chat, whose clock stands where the last step was. */
    public Chat chat() {
        return chat;
    }

    /**
     * Makes the people, then all they say: between two of them, then in channels and groups.
     *
     * @param marks the external ids that are taken
     * @param progress is told how many messages are posted
     * @return the usernames
     */
    public List<String> sow(Seeds seeds, String password, Set<String> marks, IntConsumer progress) {
        Plan plan = Plan.draw(seeds);
        clock.set(now.minus(Plan.WINDOW).minus(Duration.ofDays(1)));
        List<AccountId> accounts = new ArrayList<>();
        List<String> usernames = new ArrayList<>();
        int number = 0;
        for (Somebody somebody : plan.people()) {
            do {
                number++;
            } while (marks.contains(Seeds.MARK + number));
            usernames.add(create(somebody, password, Seeds.MARK + number, accounts));
        }
        new Conversing(plan, accounts, progress).run();
        new Gatherings(chat, clock, plan.phrases(), new Random(seeds.random()))
                .hold(seeds.gatherings(), guests(accounts, usernames), now);
        read(plan, accounts, new Random(seeds.random()));
        return usernames;
    }

    private static List<Gatherings.Guest> guests(List<AccountId> accounts, List<String> usernames) {
        return IntStream.range(0, accounts.size())
                .mapToObj(i -> new Gatherings.Guest(accounts.get(i), usernames.get(i)))
                .toList();
    }

    /** Beside real people a name may be taken; then a number is added to it. */
    private String create(Somebody somebody, String password, String mark, List<AccountId> accounts) {
        String username = somebody.username();
        for (int n = 2; ; n++) {
            try {
                Registration registration = Registration.of(username, password).withDisplayName(somebody.displayName());
                accounts.add(
                        chat.administration().createMarked(registration, mark).id());
                return username;
            } catch (ChatException e) {
                if (e.code() != ErrorCode.USERNAME_TAKEN) {
                    throw e;
                }
                username = somebody.username() + "_" + n;
            }
        }
    }

    private void read(Plan plan, List<AccountId> accounts, Random random) {
        for (Link link : plan.links()) {
            AccountId one = accounts.get(link.one());
            AccountId other = accounts.get(link.other());
            chat.conversations().direct(Actor.user(one), other).ifPresent(conversation -> {
                maybeRead(one, conversation, random);
                maybeRead(other, conversation, random);
            });
        }
    }

    private void maybeRead(AccountId reader, ConversationId conversation, Random random) {
        if (random.nextDouble() < READ) {
            chat.readMarkers().read(Actor.user(reader), conversation, ALL);
        }
    }

    @Override
    public void close() {
        chat.close();
    }

    /** The walk through the steps. */
    private final class Conversing {

        private final Plan plan;
        private final List<AccountId> accounts;
        private final IntConsumer progress;
        private final Instant end;
        private final List<Sent> inFlight = new ArrayList<>();
        private final List<Step> changes = new ArrayList<>();
        private final Map<Integer, ConversationRef> conversations = new HashMap<>();
        private final Map<Integer, Message> toChange = new HashMap<>();
        private final Map<Integer, String> right = new HashMap<>();
        private final BitSet changed = new BitSet();
        private int posted;

        Conversing(Plan plan, List<AccountId> accounts, IntConsumer progress) {
            this.plan = plan;
            this.accounts = accounts;
            this.progress = progress;
            List<Step> steps = plan.steps();
            long newest = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).before();
            this.end = now.plusMillis(newest);
            steps.stream()
                    .filter(step -> step.deed() == Deed.CORRECT || step.deed() == Deed.DELETE)
                    .forEach(step -> changed.set(step.message()));
        }

        void run() {
            for (Step step : plan.steps()) {
                switch (step.deed()) {
                    case POST, POST_IN_HASTE -> post(step);
                    case CORRECT, DELETE -> changes.add(step);
                }
                if (inFlight.size() >= IN_FLIGHT) {
                    settle();
                }
            }
            settle();
            settle();
        }

        private void post(Step step) {
            String text = plan.phrases().next(step.role());
            boolean hasty = step.deed() == Deed.POST_IN_HASTE;
            if (hasty) {
                right.put(step.message(), text);
            }
            Draft draft = Draft.text(hasty ? plan.phrases().hasty(text) : text).withClientId("seed-" + step.message());
            ConversationRef conversation = conversation(step.link());
            send(
                    step,
                    () -> chat.messages()
                            .postAsync(actor(step), conversation, draft)
                            .thenApply(Posted::message));
        }

        private void send(Step step, Supplier<CompletableFuture<Message>> work) {
            clock.set(end.minusMillis(step.before()));
            inFlight.add(new Sent(step, work.get(), work));
        }

        /** By the pair until the first post has been answered, by its id from then on: one way in, so one order. */
        private ConversationRef conversation(int link) {
            return conversations.computeIfAbsent(link, l -> {
                Link both = plan.links().get(l);
                return Pair.of(accounts.get(both.one()), accounts.get(both.other()));
            });
        }

        private Actor actor(Step step) {
            Link link = plan.links().get(step.link());
            return Actor.user(accounts.get(step.first() ? link.one() : link.other()));
        }

        private void change(Step step) {
            Message message = toChange.remove(step.message());
            if (message == null) {
                throw new IllegalStateException("A plan changes what it has posted");
            }
            String text = right.remove(step.message());
            send(
                    step,
                    () -> text == null
                            ? chat.messages().deleteAsync(actor(step), message.conversation(), message.id())
                            : chat.messages().editAsync(actor(step), message.conversation(), message.id(), text));
        }

        /** Waits for all that was sent, then sends what changes it. */
        private void settle() {
            inFlight.forEach(sent -> note(sent.step(), settled(sent)));
            inFlight.clear();
            changes.forEach(this::change);
            changes.clear();
            progress.accept(posted);
        }

        private void note(Step step, Message message) {
            if (step.deed() == Deed.POST || step.deed() == Deed.POST_IN_HASTE) {
                posted++;
                conversations.put(step.link(), message.conversation());
                if (changed.get(step.message())) {
                    toChange.put(step.message(), message);
                }
            }
        }

        private static Message settled(Sent sent) {
            try {
                return joined(sent.answer());
            } catch (ChatException e) {
                if (!e.code().retryable()) {
                    throw e;
                }
                return again(sent.again());
            }
        }
    }

    private static <T> T again(Supplier<CompletableFuture<T>> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return joined(work.get());
            } catch (ChatException e) {
                if (!e.code().retryable() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ChatException refused ? refused : e;
        }
    }
}
