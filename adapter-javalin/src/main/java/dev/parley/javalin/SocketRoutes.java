package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.wire.CloseCode;
import dev.parley.wire.Problem;
import dev.parley.wire.Socket;
import dev.parley.wire.Sockets;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sockets: {@code /ws}, which carries everything of one user, and the older {@code /ws/chat/{username}/}. Who is asking and
 * for what is settled before the upgrade, so that a refusal is an answer of HTTP; and what is followed is followed from before
 * the upgrade, so that nothing said after it is missed. Text only, 64 KiB a frame, a bounded number of connections an account.
 *
 * <p>Thread-safe.
 */
final class SocketRoutes {

    private static final String VERSION = "13";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final String ALL = "/ws";
    private static final String DIRECT = "/ws/chat/";
    private static final String GUEST = SocketRoutes.class.getName();
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int PING_SECONDS = 25;

    /** More than the two seconds after which every command is answered. */
    private static final int ANSWER_SECONDS = 3;

    private static final int GOOD_BYE_SECONDS = 2;

    /** More than the minute of silence after which the sockets themselves give up. */
    private static final Duration IDLE = Duration.ofSeconds(90);

    /** Begins to serve somebody; {@code rest} is the last part of the path. */
    private interface Opening {
        Socket open(Caller caller, JettyConnection connection, String rest);
    }

    /** Who was let in, and since when. */
    private record Guest(
            AccountId account, Socket socket, JettyConnection connection, long nanos, CompletableFuture<Void> gone) {

        boolean late() {
            return System.nanoTime() - nanos > IDLE.toNanos();
        }
    }

    private final Sockets sockets;
    private final int perAccount;
    private final People people;
    private final Authentication authentication;
    private final Gate gate;
    private final Set<Guest> expected = ConcurrentHashMap.newKeySet();
    private final Seats<Guest> seats = new Seats<>();
    private volatile boolean stopping;

    /** @param sockets what opens them; closed when the server has stopped */
    SocketRoutes(Chat chat, Sockets sockets, Authentication authentication, Gate gate) {
        this.sockets = sockets;
        this.perAccount = chat.limits().connections();
        this.people = new People(chat.accounts());
        this.authentication = authentication;
        this.gate = gate;
    }

    /** What answers at the same addresses without a handshake. */
    static void add(Routes routes) {
        routes.open("GET", ALL, call -> noHandshake());
        routes.open("GET", DIRECT + "{username}", call -> noHandshake());
    }

    private static Answer noHandshake() {
        return Answer.of(Problem.upgradeRequired()).with("Upgrade", "websocket").with("Sec-WebSocket-Version", VERSION);
    }

    void mount(JavalinConfig config, String mount) {
        mount(config, mount + ALL, (caller, connection, rest) -> sockets.open(caller, connection));
        mount(
                config,
                mount + DIRECT + "*",
                (caller, connection, rest) ->
                        sockets.openDirect(caller, people.find("@" + rest).id(), connection));
        config.events.serverStopping(this::sayGoodBye);
        config.events.serverStopped(sockets::close);
    }

    private void mount(JavalinConfig config, String path, Opening opening) {
        config.routes.wsBeforeUpgrade(path, ctx -> admit(ctx, opening));
        config.routes.ws(path, this::serve);
        config.routes.wsAfterUpgrade(path, this::upgraded);
    }

    /**
     * Lets nobody in any more, has what was taken answered, spreads the return of everybody over a few seconds, and gives the
     * good-byes a moment to arrive. The web server still listens meanwhile, and who was sent away first may be back before the
     * last has gone.
     */
    private void sayGoodBye() {
        stopping = true;
        Set<Guest> all = everybody();
        all.forEach(guest -> guest.socket().finish(CloseCode.GOING_AWAY, sockets.comeBack()));
        awaitGone(all, ANSWER_SECONDS);
        all.forEach(guest -> guest.socket().end(CloseCode.GOING_AWAY, sockets.comeBack()));
        awaitGone(all, GOOD_BYE_SECONDS);
    }

    private static void awaitGone(Set<Guest> all, int seconds) {
        CompletableFuture.allOf(all.stream().map(Guest::gone).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, seconds, TimeUnit.SECONDS)
                .join();
    }

    /** Whoever is not expected any more is seated already, so that in this order nobody is missed. */
    private Set<Guest> everybody() {
        Set<Guest> all = new HashSet<>(expected);
        all.addAll(seats.taken());
        return all;
    }

    private void admit(Context ctx, Opening opening) throws IOException {
        forgetWebSession(ctx);
        expected.stream().filter(Guest::late).forEach(this::dismiss);
        Answer answer =
                gate.answer(ctx, call -> isHandshake(call.request()) ? admitted(ctx, call, opening) : noHandshake());
        if (answer.status() >= 400) {
            answer.sendNow(ctx.res());
            ctx.skipRemainingHandlers();
        }
    }

    /** What the web server would stumble over is not even tried. */
    private static boolean isHandshake(HttpServletRequest request) {
        String key = String.valueOf(request.getHeader("Sec-WebSocket-Key"));
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && VERSION.equals(request.getHeader("Sec-WebSocket-Version"))
                && KEY.matcher(key).matches();
    }

    private Answer admitted(Context ctx, Call call, Opening opening) {
        if (stopping) {
            throw stops();
        }
        Guest guest = invited(ctx, call, opening);
        expected.add(guest);
        if (stopping) {
            dismiss(guest);
            throw stops();
        }
        ctx.attribute(GUEST, guest);
        return Answer.noContent();
    }

    private ChatException stops() {
        return ChatException.later(ErrorCode.UNAVAILABLE, "The server stops. Come back.", sockets.untilBack());
    }

    private Guest invited(Context ctx, Call call, Opening opening) {
        Caller caller = authentication.callerOfHandshake(call.request());
        JettyConnection connection = new JettyConnection();
        Socket socket = opening.open(caller, connection, lastPart(ctx.path()));
        return new Guest(caller.account(), socket, connection, System.nanoTime(), new CompletableFuture<>());
    }

    /** As it was sent: no name needs an escape, and so nothing can be disguised. */
    private static String lastPart(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
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

    /** A handshake that was not one gets no socket. */
    private void upgraded(Context ctx) {
        Guest guest = ctx.attribute(GUEST);
        if (guest != null && ctx.res().getStatus() != SWITCHING_PROTOCOLS) {
            dismiss(guest);
        }
    }

    private void dismiss(Guest guest) {
        if (expected.remove(guest)) {
            guest.socket().close();
            guest.gone().complete(null);
        }
    }

    private void serve(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onMessage(ctx -> of(ctx).ifPresent(guest -> guest.socket().onText(ctx.message())));
        socket.onBinaryMessage(
                ctx -> of(ctx).ifPresent(guest -> guest.socket().end(CloseCode.NOT_TEXT, "Text frames only")));
        socket.onClose(this::closed);
    }

    private static Optional<Guest> of(WsContext ctx) {
        @Nullable Guest guest = ctx.attribute(GUEST);
        return Optional.ofNullable(guest);
    }

    private void connected(WsConnectContext ctx) {
        of(ctx).ifPresentOrElse(guest -> seat(ctx, guest), ctx.session::disconnect);
    }

    /** First the seat, and only then expected no more: at every moment in one of them, see {@link #everybody}. */
    private void seat(WsConnectContext ctx, Guest guest) {
        int together = seats.take(guest.account(), guest);
        if (!expected.remove(guest)) {
            seats.leave(guest.account(), guest);
            ctx.session.disconnect();
            return;
        }
        ctx.session.setMaxTextMessageSize(Sockets.MAX_FRAME);
        ctx.session.setIdleTimeout(IDLE);
        ctx.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        if (together > perAccount) {
            guest.socket().end(CloseCode.TOO_MANY, "Too many connections");
        }
        guest.connection().attach(ctx.session);
    }

    private void closed(WsContext ctx) {
        of(ctx).ifPresent(guest -> {
            guest.socket().close();
            seats.leave(guest.account(), guest);
            guest.gone().complete(null);
        });
    }
}
