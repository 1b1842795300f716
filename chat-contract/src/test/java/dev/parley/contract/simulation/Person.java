package dev.parley.contract.simulation;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody with an account. */
record Person(AccountId id) {

    /** What stands between a client id and what a mistake adds to it. */
    static final String ANEW = "~";

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
        return person;
    }

    String name() {
        return "person" + id;
    }

    Actor actor() {
        return Actor.user(id);
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
