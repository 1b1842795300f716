package dev.parley.app.blackbox;

import dev.parley.core.port.AccountStore;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.EpochStore;
import dev.parley.core.port.ErasureStore;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.InvitationStore;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.MarkerStore;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.Oversight;
import dev.parley.core.port.ReportStore;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.SettingsStore;
import dev.parley.core.port.Stores;
import dev.parley.core.port.TokenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;

/** Real stores, with a count of how often they were asked. */
final class CountingStores implements Stores {

    private final Stores stores;
    private final AtomicLong asked = new AtomicLong();

    CountingStores(Stores stores) {
        this.stores = stores;
    }

    long asked() {
        return asked.get();
    }

    private <T> T counted(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> ask(real, method, given)));
    }

    private Object ask(Object real, Method method, Object[] given) throws Throwable {
        asked.incrementAndGet();
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Journal journal() {
        return counted(Journal.class, stores.journal());
    }

    @Override
    public AccountStore accounts() {
        return counted(AccountStore.class, stores.accounts());
    }

    @Override
    public BlockStore blocks() {
        return counted(BlockStore.class, stores.blocks());
    }

    @Override
    public SessionStore sessions() {
        return counted(SessionStore.class, stores.sessions());
    }

    @Override
    public TokenStore tokens() {
        return counted(TokenStore.class, stores.tokens());
    }

    @Override
    public ConversationReader conversations() {
        return counted(ConversationReader.class, stores.conversations());
    }

    @Override
    public MessageReader messages() {
        return counted(MessageReader.class, stores.messages());
    }

    @Override
    public MarkerStore markers() {
        return counted(MarkerStore.class, stores.markers());
    }

    @Override
    public SettingsStore settings() {
        return counted(SettingsStore.class, stores.settings());
    }

    @Override
    public Maintenance maintenance() {
        return counted(Maintenance.class, stores.maintenance());
    }

    @Override
    public Oversight oversight() {
        return counted(Oversight.class, stores.oversight());
    }

    @Override
    public ErasureStore erasures() {
        return stores.erasures();
    }

    @Override
    public ReportStore reports() {
        return counted(ReportStore.class, stores.reports());
    }

    @Override
    public InvitationStore invitations() {
        return counted(InvitationStore.class, stores.invitations());
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
