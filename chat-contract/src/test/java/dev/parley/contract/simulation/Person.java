package dev.parley.contract.simulation;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Session;
import dev.parley.core.port.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody with an account, logged in for ever. */
record Person(AccountId id) {

    /** What stands between a client id and what a mistake adds to it. */
    static final String ANEW = "~";

    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    static Person register(Stores stores, long number) {
        Person person = new Person(new AccountId(number));
        Account account = new Account(
                person.id,
                AccountKind.PERSON,
                Optional.empty(),
                Optional.of(person.name()),
                Optional.empty(),
                person.name(),
                false,
                Instant.EPOCH,
                Optional.empty());
        stores.accounts().insert(account, "no password");
        Session session = new Session(person.name(), person.id, Instant.EPOCH, FOR_EVER, FOR_EVER);
        stores.sessions().insert(session, Optional.empty(), 1);
        return person;
    }

    String name() {
        return "person" + id;
    }

    Actor actor() {
        return Actor.user(id);
    }

    Caller caller() {
        return new Caller(id, name(), FOR_EVER, false);
    }

    Pair with(Person other) {
        return Pair.of(id, other.id);
    }

    /** Every pair that there can be, oneself included. */
    static List<Pair> pairs(List<Person> people) {
        return people.stream()
                .flatMap(one -> people.stream().map(one::with))
                .distinct()
                .toList();
    }
}
