package dev.parley.contract;

import dev.parley.core.internal.Rules;
import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Role;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import dev.parley.core.port.Stores;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stores in which something can happen: people enter, open conversations and write, by the core's own rules. Its clock moves by
 * a second whenever somebody looks at it.
 *
 * <p>Thread-safe, but for {@link #reopen()}.
 */
public final class Scene implements AutoCloseable {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BATCH = 100;
    private static final int ATTEMPTS = 50;
    private static final Set<Failure> WORTH_ANOTHER = EnumSet.of(Failure.CONFLICT, Failure.LOCKED);

    private final StoresContract contract;
    private final Decider rules = new Rules();
    private final AtomicLong seconds = new AtomicLong();
    private final List<Long> ids = new ArrayList<>();
    private final Leftover leftover;
    private Stores stores;
    private boolean left;

    Scene(StoresContract contract, Leftover leftover) {
        this.contract = contract;
        this.leftover = leftover;
        this.stores = leftover.orOpened(contract);
    }

    public Stores stores() {
        return stores;
    }

    /** Goes on after a restart, where the storage outlives one. */
    public void reopen() {
        stores = contract.reopen(stores);
    }

    /** The stores, for a test that closes them itself. */
    public Stores leave() {
        left = true;
        return stores;
    }

    /** Leaves the stores to the next test. */
    @Override
    public void close() {
        if (!left) {
            leftover.keep(stores);
        }
    }

    /** A moment later than all before. */
    public Instant now() {
        return BEGIN.plusSeconds(seconds.incrementAndGet());
    }

    /** An id that nothing has. */
    public synchronized long id() {
        if (ids.isEmpty()) {
            long first = stores.journal().nextIds();
            IntStream.range(0, Journal.ID_BLOCK).forEach(i -> ids.add(first + i));
        }
        return ids.remove(ids.size() - 1);
    }

    /** Somebody who is about to enter. */
    public Newcomer newcomer(String username) {
        return new Newcomer(this, username);
    }

    /** Somebody who has entered. */
    public Account person(String username) {
        return newcomer(username).enter();
    }

    /** Commits commands by the core's rules, again where the store says that it is worth another attempt. */
    public List<Outcome> commit(List<Command> commands) {
        for (int attempt = 1; ; attempt++) {
            try {
                return stores.journal().commit(commands, rules);
            } catch (JournalException e) {
                if (attempt == ATTEMPTS || !WORTH_ANOTHER.contains(e.failure())) {
                    throw e;
                }
            }
        }
    }

    public Outcome commit(Command command) {
        return commit(List.of(command)).get(0);
    }

    public Command.OpenDirect opening(Account actor, Account other) {
        return new Command.OpenDirect(id(), actor.id(), Pair.of(actor.id(), other.id()), now());
    }

    /** A post with a client id of its own. */
    public Command.Post posting(Account sender, ConversationRef where, String text) {
        return posting(sender, where, text, "c" + id());
    }

    public Command.Post posting(Account sender, ConversationRef where, String text, String clientId) {
        return new Command.Post(
                id(), sender.id(), where, now(), Markup.words(text), Optional.empty(), clientId, key(text));
    }

    public Command.Edit editing(Message message, String text) {
        return new Command.Edit(
                id(), message.sender().id(), message.conversation(), now(), message.id(), Markup.words(text));
    }

    public Command.Post answering(Account sender, Message answered, String text) {
        return answering(sender, answered.conversation(), answered, text);
    }

    public Command.Post answering(Account sender, ConversationId where, Message answered, String text) {
        return new Command.Post(
                id(), sender.id(), where, now(), Markup.words(text), Optional.of(answered.id()), "c" + id(), key(text));
    }

    public Message answer(Account sender, Message answered, String text) {
        return change(commit(answering(sender, answered, text))).message();
    }

    public Command.React reacting(Account actor, Message message, String emoji) {
        return reacting(actor, message, emoji, true);
    }

    public Command.React reacting(Account actor, Message message, String emoji, boolean on) {
        return new Command.React(id(), actor.id(), message.conversation(), now(), message.id(), emoji, on);
    }

    public Command.Pin pinning(Account actor, Message message, boolean on) {
        return new Command.Pin(id(), actor.id(), message.conversation(), now(), message.id(), on);
    }

    public Command.Delete deleting(Message message) {
        return new Command.Delete(id(), message.sender().id(), message.conversation(), now(), message.id());
    }

    /** The direct conversation of two people, opened if need be. */
    public ConversationId direct(Account one, Account other) {
        return ((Outcome.Opened) commit(opening(one, other))).conversation().id();
    }

    /** Opens a group or a channel with these people beside who opens it. */
    public Command.Create creating(Account owner, ConversationKind kind, String title, Account... members) {
        Set<AccountId> others = Arrays.stream(members).map(Account::id).collect(Collectors.toSet());
        long id = id();
        return new Command.Create(
                id, owner.id(), new ConversationId(id), now(), kind, title.strip(), Optional.empty(), others);
    }

    public ConversationId group(Account owner, Account... members) {
        return create(creating(owner, ConversationKind.GROUP, "Group", members));
    }

    public ConversationId channel(Account owner, String title) {
        return create(creating(owner, ConversationKind.CHANNEL, title));
    }

    private ConversationId create(Command.Create create) {
        return ((Outcome.Opened) commit(create)).conversation().id();
    }

    public Command.Join joining(Account account, ConversationId channel) {
        return new Command.Join(id(), account.id(), channel, now());
    }

    public Command.Invite inviting(Account actor, ConversationId where, Account guest) {
        return new Command.Invite(id(), actor.id(), where, now(), guest.id());
    }

    public Command.Remove removing(Account actor, ConversationId where, Account member, boolean ban) {
        return new Command.Remove(id(), actor.id(), where, now(), member.id(), ban);
    }

    public Command.Appoint appointing(Account actor, ConversationId where, Account member, Role role) {
        return new Command.Appoint(id(), actor.id(), where, now(), member.id(), role);
    }

    public Command.Archive archiving(Account actor, ConversationId where, boolean archived) {
        return new Command.Archive(id(), actor.id(), where, now(), archived);
    }

    public Message post(Account sender, ConversationRef where, String text) {
        return change(commit(posting(sender, where, text))).message();
    }

    /** Posts numbered texts: {@code text 1}, {@code text 2} … */
    public List<Message> posts(Account sender, ConversationRef where, String text, int count) {
        return postAll(
                sender,
                where,
                IntStream.rangeClosed(1, count).mapToObj(i -> text + " " + i).toList());
    }

    /** Posts texts in as few batches as may be. */
    public List<Message> postAll(Account sender, ConversationRef where, List<String> texts) {
        List<Message> posted = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<Command> batch = texts.subList(from, Math.min(from + BATCH, texts.size())).stream()
                    .map(text -> (Command) posting(sender, where, text))
                    .toList();
            commit(batch).forEach(outcome -> posted.add(change(outcome).message()));
        }
        return posted;
    }

    /** Posts one text under one client id to several conversations, in one batch and at one moment. */
    public List<Message> postEverywhere(Account sender, List<? extends ConversationRef> rooms, String text) {
        Instant moment = now();
        String clientId = "c" + id();
        List<Command> batch = rooms.stream()
                .map(room -> (Command) new Command.Post(
                        id(), sender.id(), room, moment, Markup.words(text), Optional.empty(), clientId, key(text)))
                .toList();
        return commit(batch).stream().map(outcome -> change(outcome).message()).toList();
    }

    public Message edit(Message message, String text) {
        return change(commit(editing(message, text))).message();
    }

    public Message delete(Message message) {
        return change(commit(deleting(message))).message();
    }

    /** The change of something that happened. */
    public static Change change(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.change();
        }
        throw new AssertionError("Not done: " + outcome);
    }

    /** What stands for a secret or a fingerprint: a hash of the word. */
    public static String key(String word) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
