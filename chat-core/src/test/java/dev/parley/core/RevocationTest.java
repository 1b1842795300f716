package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.internal.DaemonThreads;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Caller;
import dev.parley.core.model.NewToken;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends in the process that acted, at once: nothing that is done from time to time is done here. */
class RevocationTest {

    private static final String PASSWORD = "three small words";

    /** Of sessions that were used in the same moment any may give way: here no two are. */
    private final AtomicLong moments = new AtomicLong(System.currentTimeMillis());

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .clock(() -> Instant.ofEpochMilli(moments.incrementAndGet()))
            .passwords(new Pbkdf2Hasher(1))
            .threads(new NoTimer())
            .build();
    private final Account alice = chat.accounts().register(Registration.of("alice", PASSWORD), "local");
    private final Caller caller = logIn();

    /** Real threads on which what is scheduled never comes. */
    private static final class NoTimer implements Threads {

        private final Threads threads = new DaemonThreads();

        @Override
        public Executor executor(String name, int most) {
            return threads.executor(name, most);
        }

        @Override
        public void schedule(Duration delay, Runnable task) {}

        @Override
        public void close() {
            threads.close();
        }
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private Caller logIn() {
        return caller(chat.sessions().start(alice).secret());
    }

    private Caller caller(String secret) {
        return chat.sessions().authenticate(secret).orElseThrow();
    }

    private Listening listen(Caller who) {
        Listening listening = new Listening();
        chat.subscribe(who, listening);
        return listening;
    }

    @Test
    void g10_loggingOutEndsWhatIsListenedToByThatSessionAlone() {
        Listening one = listen(caller);
        Listening another = listen(logIn());

        chat.sessions().logOut(caller);

        assertThat(one.over()).isTrue();
        assertThat(another.over()).isFalse();
    }

    @Test
    void g10_anotherPasswordEndsAllOtherSessions() {
        Listening mine = listen(caller);
        Listening another = listen(logIn());

        chat.sessions().changePassword(caller, PASSWORD, "four larger words");

        assertThat(another.over()).isTrue();
        assertThat(mine.over()).isFalse();
    }

    @Test
    void g10_aTokenThatIsRevokedEndsWhatIsListenedToByIt() {
        NewToken token = chat.tokens().create(caller, "a script", 1);
        Listening script = listen(caller(token.secret()));
        Listening person = listen(caller);

        chat.tokens().revoke(caller, token.token().id());

        assertThat(script.over()).isTrue();
        assertThat(person.over()).isFalse();
    }

    @Test
    void g10_disablingAnAccountEndsEverything() {
        List<Listening> all = List.of(
                listen(caller),
                listen(caller(chat.tokens().create(caller, "a script", 1).secret())));

        chat.administration().disable(alice.id());

        assertThat(all).allMatch(Listening::over);
    }

    @Test
    void g10_theSessionThatGivesWayToANewOneIsOver() {
        List<Listening> all = new ArrayList<>(List.of(listen(caller)));

        for (int i = 0; i < chat.limits().sessionsPerAccount(); i++) {
            all.add(listen(logIn()));
        }

        assertThat(all.get(0).over()).isTrue();
        assertThat(all.subList(1, all.size())).noneMatch(Listening::over);
    }
}
