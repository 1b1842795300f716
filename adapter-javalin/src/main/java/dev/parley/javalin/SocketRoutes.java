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
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
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

    private static final String PREFIX = "/ws/chat/";
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
        routes.open(
                "GET",
                PREFIX + "{username}",
                call -> Answer.of(Problem.upgradeRequired()).with("Upgrade", "websocket"));
    }

    void mount(JavalinConfig config, String mount) {
        String path = mount + PREFIX;
        config.routes.wsBeforeUpgrade(path + "*", ctx -> admit(ctx, path));
        config.routes.ws(path + "*", this::serve);
    }

    private void admit(Context ctx, String path) throws IOException {
        forgetWebSession(ctx);
        Answer answer = gate.answer(ctx, call -> admitted(ctx, call, path));
        if (answer.status() >= 400) {
            answer.sendNow(ctx.res());
            ctx.skipRemainingHandlers();
        }
    }

    private Answer admitted(Context ctx, Call call, String path) {
        Caller caller = authentication.callerOfHandshake(call.request());
        AccountId other = people.find("@" + username(ctx, path)).id();
        ctx.attribute(GUEST, new Guest(caller, other));
        return Answer.noContent();
    }

    /** The last part of the path, as it was sent: no name needs an escape, and so nothing can be disguised. */
    private static String username(Context ctx, String path) {
        String rest = ctx.path().substring(ctx.contextPath().length() + path.length());
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** The web server begins a session of its own with every handshake, which nobody needs. */
    private static void forgetWebSession(Context ctx) {
        HttpSession session = ctx.req().getSession(false);
        if (session != null && session.isNew()) {
            session.invalidate();
            ctx.res().setHeader("Set-Cookie", null);
            ctx.res().setHeader("Expires", null);
        }
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
