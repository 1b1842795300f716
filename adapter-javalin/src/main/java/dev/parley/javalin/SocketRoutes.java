package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.wire.DirectSocket;
import dev.parley.wire.Problem;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * The older socket, {@code /ws/chat/{username}/}. Who is asking and for whom is settled before the upgrade, so that a refusal is
 * an answer of HTTP. Text only, 64 KiB a frame, 20 connections an account.
 *
 * <p>Thread-safe.
 */
final class SocketRoutes {

    /** The longest frame that is read, in bytes. */
    static final int MAX_FRAME = 64 * 1024;

    private static final String PATH = "/ws/chat/{username}";
    private static final String GUEST = SocketRoutes.class.getName();
    private static final int PER_ACCOUNT = 20;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int PING_SECONDS = 25;
    private static final int BINARY = 1003;
    private static final int TOO_MANY = 4429;

    /** Who was let in, and with whom the conversation is. */
    private record Guest(Caller caller, AccountId other) {}

    private final Chat chat;
    private final People people;
    private final Authentication authentication;
    private final Gate gate;
    private final ConcurrentMap<String, DirectSocket> open = new ConcurrentHashMap<>();
    private final ConcurrentMap<AccountId, Integer> counts = new ConcurrentHashMap<>();

    SocketRoutes(Chat chat, People people, Authentication authentication, Gate gate) {
        this.chat = chat;
        this.people = people;
        this.authentication = authentication;
        this.gate = gate;
    }

    /** What answers at the same address without a handshake. */
    void add(Routes routes) {
        routes.open("GET", PATH, call -> Answer.of(Problem.upgradeRequired()).with("Upgrade", "websocket"));
    }

    void mount(JavalinConfig config, String mount) {
        for (String path : List.of(mount + PATH, mount + PATH + "/")) {
            config.routes.wsBeforeUpgrade(path, this::admit);
            config.routes.ws(path, this::serve);
        }
    }

    private void admit(Context ctx) throws IOException {
        if (ctx.attribute(GUEST) == null && !ctx.res().isCommitted()) {
            Answer answer = gate.answer(ctx, call -> admitted(ctx, call));
            if (answer.status() != Answer.noContent().status()) {
                answer.sendNow(ctx.res());
                ctx.skipRemainingHandlers();
            }
        }
    }

    private Answer admitted(Context ctx, Call call) {
        Caller caller = authentication.callerOfHandshake(call.request());
        AccountId other = people.find("@" + call.path("username")).id();
        ctx.attribute(GUEST, new Guest(caller, other));
        return Answer.noContent();
    }

    private void serve(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onMessage(ctx -> of(ctx).ifPresent(direct -> direct.onText(ctx.message())));
        socket.onBinaryMessage(ctx -> ctx.closeSession(BINARY, "Text only"));
        socket.onClose(this::closed);
    }

    private Optional<DirectSocket> of(WsContext ctx) {
        return Optional.ofNullable(open.get(ctx.sessionId()));
    }

    private void connected(WsConnectContext ctx) {
        Guest guest = ctx.attribute(GUEST);
        if (guest == null) {
            ctx.session.disconnect();
            return;
        }
        ctx.session.setMaxTextMessageSize(MAX_FRAME);
        ctx.session.setIdleTimeout(IDLE);
        if (counts.merge(guest.caller().account(), 1, Integer::sum) > PER_ACCOUNT) {
            ctx.closeSession(TOO_MANY, "Too many connections");
            return;
        }
        ctx.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        JettyConnection connection = new JettyConnection(ctx.session);
        open.put(ctx.sessionId(), new DirectSocket(chat, guest.caller(), guest.other(), connection));
    }

    private void closed(WsContext ctx) {
        Optional.ofNullable(open.remove(ctx.sessionId())).ifPresent(DirectSocket::close);
        Guest guest = ctx.attribute(GUEST);
        if (guest != null) {
            counts.computeIfPresent(guest.caller().account(), (account, count) -> count > 1 ? count - 1 : null);
        }
    }
}
