package dev.parley.jdbi;

import java.time.Duration;
import java.util.function.Supplier;

/** Opening and closing, on a thread that nobody interrupts. */
final class OwnThread {

    private static final Duration LONG = Duration.ofHours(1);

    private OwnThread() {}

    static <T> T run(Supplier<T> work) {
        Call<T> call = new Call<>(running -> work.get());
        Thread thread = new Thread(call::run, "parley-db-0");
        thread.setDaemon(true);
        thread.start();
        return call.await(new Call.Patience(LONG, LONG, LONG));
    }
}
