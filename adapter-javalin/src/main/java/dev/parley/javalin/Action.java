package dev.parley.javalin;

import dev.parley.core.model.Caller;

/** What a route does for somebody who is logged in. Throws what {@link HttpErrors} turns into answers. */
@FunctionalInterface
interface Action {

    Answer answer(Call call, Caller caller);

    /** What a route does for anybody. */
    @FunctionalInterface
    interface Open {

        Answer answer(Call call);
    }
}
