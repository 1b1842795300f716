package dev.parley.contract;

import dev.parley.core.internal.Rules;
import dev.parley.core.model.Command;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Needs;
import dev.parley.core.port.Decider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The core's rules, overheard: remembers which facts it was given, and may ask for others or look at them otherwise. */
final class Spy implements Decider {

    private final Rules rules = new Rules();
    private final List<Facts> seen = new CopyOnWriteArrayList<>();
    private final UnaryOperator<Facts> view;
    private Optional<Needs> other = Optional.empty();

    Spy() {
        this(UnaryOperator.identity());
    }

    Spy(UnaryOperator<Facts> view) {
        this.view = view;
    }

    /** From now on it asks for these instead. */
    void asksFor(Needs needs) {
        other = Optional.of(needs);
    }

    /** What it was given, each time. */
    List<Facts> seen() {
        return seen;
    }

    @Override
    public Needs needs(List<Command> commands) {
        return other.orElseGet(() -> rules.needs(commands));
    }

    @Override
    public Decision decide(Facts facts, List<Command> commands) {
        seen.add(facts);
        return rules.decide(view.apply(facts), commands);
    }
}
