package dev.parley.cli.seed;

import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Channels and groups in turn, and what some people say there in the course of a few days.
 *
 * <p>Not thread-safe.
 */
final class Gatherings {

    private static final Duration AGO = Duration.ofDays(20);
    private static final int MESSAGES = 14;
    private static final int FEWEST = 3;
    private static final int MORE = 6;
    /** One of so many texts answers the one before it. */
    private static final int ANSWERED = 4;
    /** One of so many texts is reacted to. */
    private static final int PLEASING = 3;

    private static final List<String> FACES = List.of("👍", "❤️", "😂", "🎉");
    private static final List<String> TITLES = List.of(
            "Lobby",
            "Allotment",
            "Reading circle",
            "Book club",
            "Cooking",
            "Summer trip",
            "Football",
            "Choir",
            "Jobs",
            "Landlords and tenants",
            "Film nights",
            "Carpool");

    /** Somebody who may be there. */
    record Guest(AccountId account, String username) {}

    private final Chat chat;
    private final SetClock clock;
    private final Phrases phrases;
    private final Random random;

    Gatherings(Chat chat, SetClock clock, Phrases phrases, Random random) {
        this.chat = chat;
        this.clock = clock;
        this.phrases = phrases;
        this.random = random;
    }

    /** Holds so many, none where there are not two people. */
    void hold(int count, List<Guest> people, Instant end) {
        for (int number = 0; number < count && people.size() > 1; number++) {
            List<Guest> guests = new ArrayList<>(people);
            Collections.shuffle(guests, random);
            List<Guest> there = guests.subList(0, Math.min(guests.size(), FEWEST + random.nextInt(MORE)));
            begin(number, there, end.minus(AGO).plus(Duration.ofHours(number % 24)));
        }
    }

    private void begin(int number, List<Guest> there, Instant begin) {
        clock.set(begin);
        ConversationId place = create(number, there);
        Instant at = begin;
        Optional<Message> before = Optional.empty();
        for (int message = 0; message < MESSAGES; message++) {
            at = at.plus(Duration.ofMinutes(1 + random.nextInt(1_200)));
            clock.set(at);
            Guest speaker = there.get(random.nextInt(there.size()));
            Draft draft = Draft.text(text(message, speaker, there)).withClientId("seed-there-" + message);
            Optional<Message> answered = before.filter(last -> random.nextInt(ANSWERED) == 0);
            Draft whole = answered.map(last -> draft.replyingTo(last.id())).orElse(draft);
            Message posted = chat.messages()
                    .post(Actor.user(speaker.account()), place, whole)
                    .message();
            react(posted, there);
            before = Optional.of(posted);
        }
    }

    /** Some texts please some of those who are there. */
    private void react(Message message, List<Guest> there) {
        int many = random.nextInt(PLEASING) == 0 ? 1 + random.nextInt(there.size()) : 0;
        there.stream()
                .limit(many)
                .forEach(guest -> chat.messages()
                        .react(
                                Actor.user(guest.account()),
                                message.id(),
                                FACES.get(random.nextInt(FACES.size())),
                                true));
    }

    private String text(int message, Guest speaker, List<Guest> there) {
        Phrases.Role role = message == 0
                ? Phrases.Role.OPENER
                : random.nextInt(3) == 0 ? Phrases.Role.QUESTION : Phrases.Role.REMARK;
        Guest other = there.get(random.nextInt(there.size()));
        boolean spokenTo = other != speaker && random.nextInt(4) == 0;
        return (spokenTo ? "@" + other.username() + " " : "") + phrases.next(role);
    }

    /** Beside real people a channel's name may be taken; then a number is added to it. */
    private ConversationId create(int number, List<Guest> there) {
        ConversationKind kind = number % 2 == 0 ? ConversationKind.CHANNEL : ConversationKind.GROUP;
        Set<AccountId> others = there.stream().skip(1).map(Guest::account).collect(Collectors.toSet());
        String title = TITLES.get(number % TITLES.size());
        for (int n = number / TITLES.size() + 1; ; n++) {
            try {
                String numbered = n == 1 ? title : title + " " + n;
                Actor owner = Actor.user(there.get(0).account());
                return chat.conversations().create(owner, kind, numbered, Optional.empty(), others);
            } catch (ChatException e) {
                if (e.code() != ErrorCode.TITLE_TAKEN) {
                    throw e;
                }
            }
        }
    }
}
