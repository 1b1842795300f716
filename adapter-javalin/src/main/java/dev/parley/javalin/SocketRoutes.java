package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.wire.CloseCode;
import dev.parley.wire.DirectSocket;
import dev.parley.wire.Problem;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The older socket, {@code /ws/chat/{username}/}. Who is asking and for whom is settled before the upgrade, so that a refusal is
 * an answer of HTTP; and the conversation is followed from before the upgrade, so that nothing said after it is missed. Text
 * only, 64 KiB a frame, 20 connections an account.
 *
 * <p>Thread-safe.
 */
final class SocketRoutes {

    /** The longest frame that is read, in bytes. */
    static final int MAX_FRAME = 64 * 1024;

    private static final String VERSION = "13";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final String PREFIX = "/ws/chat/";
    private static final String GUEST = SocketRoutes.class.getName();
    private static final int PER_ACCOUNT = 20;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int TOO_MANY = 4429;
    private static final int PING_SECONDS = 25;
    private static final int GOOD_BYE_SECONDS = 2;
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** Who was let in, and since when. */
    private record Guest(
            AccountId account,
            DirectSocket socket,
            JettyConnection connection,
            long nanos,
            CompletableFuture<Void> gone) {

        boolean late() {
            return System.nanoTime() - nanos > IDLE.toNanos();
        }
    }

    private final Chat chat;
    private final People people;
    private final Authentication authentication;
    private final Gate gate;
    private final Set<Guest> expected = ConcurrentHashMap.newKeySet();
    private final Seats<Guest> seats = new Seats<>();

    SocketRoutes(Chat chat, People people, Authentication authentication, Gate gate) {
        this.chat = chat;
        this.people = people;
        this.authentication = authentication;
        this.gate = gate;
    }

    /** What answers at the same address without a handshake. */
    static void add(Routes routes) {
        routes.open("GET", PREFIX + "{username}", call -> noHandshake());
    }

    private static Answer noHandshake() {
        return Answer.of(Problem.upgradeRequired()).with("Upgrade", "websocket").with("Sec-WebSocket-Version", VERSION);
    }

    void mount(JavalinConfig config, String mount) {
        String path = mount + PREFIX;
        config.routes.wsBeforeUpgrade(path + "*", ctx -> admit(ctx, path));
        config.routes.ws(path + "*", this::serve);
        config.routes.wsAfterUpgrade(path + "*", this::upgraded);
        config.events.serverStopping(this::sayGoodBye);
    }

    /** Spreads the return of everybody over a few seconds, and gives the good-byes a moment to arrive. */
    private void sayGoodBye() {
        List<Guest> all = seats.taken();
        for (Guest guest : all) {
            int wait = ThreadLocalRandom.current().nextInt(500, 3000);
            guest.connection().close(CloseCode.GOING_AWAY.number(), "{\"retry_after_ms\":" + wait + "}");
        }
        CompletableFuture.allOf(all.stream().map(Guest::gone).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, GOOD_BYE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void admit(Context ctx, String path) throws IOException {
        forgetWebSession(ctx);
        expected.stream().filter(Guest::late).forEach(this::dismiss);
        Answer answer =
                gate.answer(ctx, call -> isHandshake(call.request()) ? admitted(ctx, call, path) : noHandshake());
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

    private Answer admitted(Context ctx, Call call, String path) {
        Caller caller = authentication.callerOfHandshake(call.request());
        AccountId other = people.find("@" + username(ctx, path)).id();
        JettyConnection connection = new JettyConnection();
        DirectSocket socket = new DirectSocket(chat, caller, other, connection);
        Guest guest = new Guest(caller.account(), socket, connection, System.nanoTime(), new CompletableFuture<>());
        expected.add(guest);
        ctx.attribute(GUEST, guest);
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
        }
    }

    private void serve(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onMessage(ctx -> of(ctx).ifPresent(guest -> guest.socket().onText(ctx.message())));
        socket.onBinaryMessage(ctx ->
                of(ctx).ifPresent(guest -> guest.connection().close(CloseCode.NOT_TEXT.number(), "Text frames only")));
        socket.onClose(this::closed);
    }

    private static Optional<Guest> of(WsContext ctx) {
        @Nullable Guest guest = ctx.attribute(GUEST);
        return Optional.ofNullable(guest);
    }

    private void connected(WsConnectContext ctx) {
        Optional<Guest> guest = of(ctx).filter(expected::remove);
        if (guest.isEmpty()) {
            ctx.session.disconnect();
            return;
        }
        ctx.session.setMaxTextMessageSize(MAX_FRAME);
        ctx.session.setIdleTimeout(IDLE);
        ctx.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        if (seats.take(guest.get().account(), guest.get()) > PER_ACCOUNT) {
            guest.get().connection().close(TOO_MANY, "Too many connections");
        }
        guest.get().connection().attach(ctx.session);
    }

    private void closed(WsContext ctx) {
        of(ctx).ifPresent(guest -> {
            guest.socket().close();
            seats.leave(guest.account(), guest);
            guest.gone().complete(null);
        });
    }
}
