package dev.parley.core.port;

/**
 * All that has to be kept, in one place. One {@code Stores} serves one chat, which closes it.
 *
 * <p>Whatever the storage: a call that cannot reach it throws {@link dev.parley.core.model.ChatException} with {@code
 * UNAVAILABLE} within two seconds, and works again once the storage is back (G14). Calls may come from any thread, also one
 * that is interrupted meanwhile.
 *
 * <p>Thread-safe.
 */
public interface Stores extends AutoCloseable {

    Journal journal();

    AccountStore accounts();

    BlockStore blocks();

    SessionStore sessions();

    TokenStore tokens();

    ConversationReader conversations();

    MessageReader messages();

    MarkerStore markers();

    SettingsStore settings();

    Maintenance maintenance();

    Oversight oversight();

    ErasureStore erasures();

    ReportStore reports();

    InvitationStore invitations();

    EpochStore epochs();

    /** Reaches the other processes that share this storage. */
    EventBus bus();

    /** Lets go of files, connections and threads. Calling it again does nothing. */
    @Override
    void close();
}
