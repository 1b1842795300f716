package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.wire.Budget;
import dev.parley.wire.Sockets;
import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Optional;

/**
 * A chat as something to mount on a Javalin: the API, the socket and the web page.
 *
 * <pre>{@code
 * Javalin.create(config -> ChatRoutes.of(chat).mount(config, "/chat")).start(8080);
 * }</pre>
 *
 * <p>Mounting adds routes below one path and changes no setting of the Javalin: JSON, errors and limits below that path are our
 * own, those of the host stay as they are. Two of them the host should know. Jetty remembers the headers of a connection
 * without regard to case, so that of two tokens that differ only in case the second counts as the first; {@code
 * HttpConfiguration.setHeaderCacheCaseSensitive(true)} ends that. And it closes the connection after it has refused a body that
 * is too long, so that whoever is still sending it may meet the end of the connection before the answer (413); {@link ChatServer}
 * reads the rest away first.
 *
 * <p>Not thread-safe; what is mounted is. It does not close the chat.
 */
public final class ChatRoutes {

    private final Chat chat;
    private Optional<PublicUrl> publicUrl = Optional.empty();
    private TrustedProxies proxies = TrustedProxies.LOOPBACK;
    private String build = "unknown";
    private Budget budget = Budget.ofMemory();
    private boolean page = true;

    private ChatRoutes(Chat chat) {
        this.chat = chat;
    }

    /** Everything of a chat. */
    public static ChatRoutes of(Chat chat) {
        return new ChatRoutes(chat);
    }

    /**
     * Where browsers reach the mount. Links and the flags of cookies come from it, and requests with the cookie have to come
     * from it. Without it, they have to come from the host they ask, and links begin at the root of the server.
     */
    public ChatRoutes publicUrl(PublicUrl url) {
        this.publicUrl = Optional.of(url);
        return this;
    }

    /**
     * Whose {@code X-Forwarded-For} is believed. Unless said otherwise only this machine's.
     */
    public ChatRoutes trustedProxies(TrustedProxies trusted) {
        this.proxies = trusted;
        return this;
    }

    /** The version that clients are told. */
    public ChatRoutes build(String version) {
        this.build = version;
        return this;
    }

    /**
     * What may wait for all who read slowly, together (G13). Unless said otherwise these routes have one of their own, of a
     * quarter of the memory that the JVM may use; several that live in one JVM should be given the same one, which they share.
     */
    public ChatRoutes budget(Budget together) {
        this.budget = together;
        return this;
    }

    /** Leaves the web page out, for hosts with a page of their own. */
    public ChatRoutes withoutPage() {
        this.page = false;
        return this;
    }

    /**
     * Adds all routes below a path, {@code /} or for example {@code /chat}.
     *
     * @throws IllegalArgumentException for a path that holds anything but letters, digits, dots, hyphens and underscores
     */
    public void mount(JavalinConfig config, String path) {
        Site site = site(path);
        Gate gate = new Gate(site, proxies);
        for (String below : List.of("/api/*", "/ws/*", "/chat/*", "/conversation/*", "/invitation/*")) {
            config.routes.before(site.mount() + below, gate::refuseUnreadable);
        }
        routes(site).mount(config, site.mount(), gate::handler);
        sockets(site).mount(config, site.mount());
        if (page) {
            Page.at(site).mount(config);
        }
    }

    /** What there is to mount, but the page and the sockets themselves. */
    Routes routes(Site site) {
        SessionCookie cookie = new SessionCookie(site);
        SameOrigin sameOrigin = new SameOrigin(site);
        Authentication authentication = new Authentication(chat.sessions(), cookie, sameOrigin);
        People people = new People(chat.accounts());
        Routes routes = new Routes(authentication);
        new SessionRoutes(chat, authentication, cookie, sameOrigin).add(routes);
        new TokenRoutes(chat.tokens()).add(routes);
        new UserRoutes(chat, people).add(routes);
        new MessageRoutes(chat.messages(), people, site).add(routes);
        new ConversationRoutes(chat, people).add(routes);
        new MemberRoutes(chat.conversations(), people).add(routes);
        new InvitationRoutes(chat).add(routes);
        new ReportRoutes(chat.reports()).add(routes);
        new CapabilityRoutes(chat, build, mounted()).add(routes);
        new HealthRoutes(chat).add(routes);
        new DocumentRoutes(site, build).add(routes);
        SocketRoutes.add(routes);
        return routes;
    }

    private SocketRoutes sockets(Site site) {
        Authentication authentication =
                new Authentication(chat.sessions(), new SessionCookie(site), new SameOrigin(site));
        Sockets sockets = new Sockets(chat, build, budget);
        return new SocketRoutes(chat, sockets, authentication, new Gate(site, proxies));
    }

    Site site(String path) {
        return Site.at(path, publicUrl);
    }

    private List<String> mounted() {
        return page ? List.of("session", "tokens", "socket", "page") : List.of("session", "tokens", "socket");
    }
}
