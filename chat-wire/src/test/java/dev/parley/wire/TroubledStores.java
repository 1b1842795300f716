package dev.parley.wire;

import dev.parley.core.memory.MemoryStores;
import dev.parley.core.model.Command;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.EpochStore;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.MarkerStore;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.Stores;
import dev.parley.core.port.TokenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/** Stores in memory that fail or take their time when a test says so, and have many lanes. */
final class TroubledStores implements Stores {

    static final int LANES = 64;

    private static final Consumer<List<Command>> NOTHING = commands -> {};

    private final Stores stores = new MemoryStores();
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

    @Override
    public Journal journal() {
        Journal real = stores.journal();
        return proxy(Journal.class, (method, given) -> switch (method.getName()) {
            case "lanes" -> LANES;
            case "commit" -> commit(real, method, given);
            default -> method.invoke(real, given);
        });
    }

    @SuppressWarnings("unchecked") // the first argument of every commit
    private Object commit(Journal real, Method method, Object[] given) throws ReflectiveOperationException {
        List<Command> commands = (List<Command>) given[0];
        beforeCommit.accept(commands);
        Object outcomes = method.invoke(real, given);
        afterCommit.accept(commands);
        return outcomes;
    }

    @Override
    public SessionStore sessions() {
        SessionStore real = stores.sessions();
        return proxy(SessionStore.class, (method, given) -> {
            beforeSessions.run();
            return method.invoke(real, given);
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

    @Override
    public AccountStore accounts() {
        return stores.accounts();
    }

    @Override
    public TokenStore tokens() {
        return stores.tokens();
    }

    @Override
    public ConversationReader conversations() {
        return stores.conversations();
    }

    @Override
    public MessageReader messages() {
        return stores.messages();
    }

    @Override
    public MarkerStore markers() {
        return stores.markers();
    }

    @Override
    public Maintenance maintenance() {
        return stores.maintenance();
    }

    @Override
    public EpochStore epochs() {
        return stores.epochs();
    }

    @Override
    public EventBus bus() {
        return stores.bus();
    }

    @Override
    public void close() {
        stores.close();
    }
}
