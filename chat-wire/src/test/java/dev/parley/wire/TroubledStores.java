package dev.parley.wire;

import dev.parley.core.memory.MemoryStores;
import dev.parley.core.model.Command;
import dev.parley.core.port.Journal;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/** Stores in memory that fail or take their time when a test says so, and have many lanes. */
final class TroubledStores {

    static final int LANES = 64;

    private static final Consumer<List<Command>> NOTHING = commands -> {};

    private final Stores real = new MemoryStores();
    private volatile Runnable beforeSessions = () -> {};
    private volatile Consumer<List<Command>> beforeCommit = NOTHING;
    private volatile Consumer<List<Command>> afterCommit = NOTHING;

    /** What comes before each look at the sessions. */
    void beforeSessions(Runnable trouble) {
        beforeSessions = trouble;
    }

    /** What comes before and after each commit. */
    void aroundCommit(Consumer<List<Command>> before, Consumer<List<Command>> after) {
        beforeCommit = before;
        afterCommit = after;
    }

    /** The stores for a chat. */
    Stores stores() {
        return proxy(Stores.class, (method, given) -> switch (method.getName()) {
            case "journal" -> journal();
            case "sessions" -> sessions();
            default -> method.invoke(real, given);
        });
    }

    private Journal journal() {
        Journal journal = real.journal();
        return proxy(Journal.class, (method, given) -> switch (method.getName()) {
            case "lanes" -> LANES;
            case "commit" -> commit(journal, method, given);
            default -> method.invoke(journal, given);
        });
    }

    @SuppressWarnings("unchecked") // the first argument of every commit
    private Object commit(Journal journal, Method method, Object[] given) throws ReflectiveOperationException {
        List<Command> commands = (List<Command>) given[0];
        beforeCommit.accept(commands);
        Object outcomes = method.invoke(journal, given);
        afterCommit.accept(commands);
        return outcomes;
    }

    private SessionStore sessions() {
        SessionStore sessions = real.sessions();
        return proxy(SessionStore.class, (method, given) -> {
            beforeSessions.run();
            return method.invoke(sessions, given);
        });
    }

    /** Answers a call. */
    private interface Answering {
        Object answer(Method method, Object[] given) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> port, Answering answering) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    try {
                        return answering.answer(method, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
