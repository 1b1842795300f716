package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The other processes that work on the same store. They are rung at after every commit; when they ring, what they name is
 * compared with the store. What is named while a comparison runs is compared in the next one, however often it is named.
 *
 * <p>Thread-safe; nothing here blocks.
 */
public final class Neighbours implements EventBus.Node, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Neighbours.class.getName());

    /** Whispered when the epoch was renewed. */
    private static final String AFRESH = "afresh";

    private final Comparison comparison;
    private final Company company;
    private final Waker waker;
    private final EventBus.Line line;

    private final Set<ConversationId> conversations = new HashSet<>();
    private final Set<AccountId> accounts = new HashSet<>();
    private boolean everything;

    /** @param executor compares when it was rung; what a comparison has read should not hold up the next */
    public Neighbours(EventBus bus, Comparison comparison, Company company, Executor executor) {
        this.comparison = comparison;
        this.company = company;
        this.waker = new Waker(executor, this::compare);
        this.line = bus.join(this);
        company.join(line::whisper);
    }

    /** Tells the others where something was committed. */
    public void committed(List<Outcome> outcomes) {
        Set<ConversationId> changed = new HashSet<>();
        Set<AccountId> added = new HashSet<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done done) {
                changed.add(done.change().conversation());
            }
            added.addAll(outcome.came());
        }
        ring(new Bell(changed, added));
    }

    /** Tells the others that something about this account alone has changed. */
    public void changed(AccountId account) {
        ring(Bell.of(account));
    }

    /** A bell that was not heard is made up for by the others' next round (G7). */
    private void ring(Bell bell) {
        if (bell.silent()) {
            return;
        }
        try {
            line.ring(bell);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The other processes could not be told, and will see for themselves",
                    e);
        }
    }

    /**
     * Compares everything to which somebody listens here: whatever was lost on the way comes within one round (G7). Called every
     * few seconds; blocks until the store has answered.
     */
    public void sweep() {
        comparison.all();
    }

    /** Renews the epoch, for a store that was restored by hand; the others look at once, or with the next round. */
    public void startAfresh() {
        comparison.check(true);
        line.whisper(AFRESH);
    }

    @Override
    public void rung(Bell bell) {
        Bell here = comparison.heard(bell);
        if (!here.silent()) {
            note(here);
            waker.wake();
        }
    }

    @Override
    public void missed() {
        noteAll();
        waker.wake();
    }

    private synchronized void note(Bell bell) {
        conversations.addAll(bell.conversations());
        accounts.addAll(bell.accounts());
    }

    private synchronized void noteAll() {
        everything = true;
    }

    private void compare() {
        Noted noted = take();
        try {
            if (noted.everything()) {
                comparison.all();
            } else {
                comparison.named(noted.bell());
            }
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "What was rung for is compared with the next round", away);
        }
    }

    private record Noted(boolean everything, Bell bell) {}

    private synchronized Noted take() {
        Noted noted = new Noted(everything, new Bell(conversations, accounts));
        everything = false;
        conversations.clear();
        accounts.clear();
        return noted;
    }

    @Override
    public void whispered(String text) {
        if (text.equals(AFRESH)) {
            missed();
        } else {
            company.heard(text);
        }
    }

    /** Sends what is still to be sent. */
    @Override
    public void close() {
        line.close();
    }
}
