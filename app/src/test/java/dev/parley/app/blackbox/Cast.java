package dev.parley.app.blackbox;

import dev.parley.wire.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody of each kind that there is to a group or channel, and such places with all of them in it.
 *
 * <p>Not thread-safe: made for one test.
 */
final class Cast {

    /** What somebody is, in the order of a matrix's columns. */
    static final List<String> ROLES = List.of(
            "nobody", "disabled", "stranger", "administrator", "former", "banned", "member", "moderator", "owner");

    /** Those who may know of nothing there. */
    static final List<String> OUTSIDE = List.of("stranger", "administrator", "former", "banned");

    /** Where something is tried. */
    record Place(long conversation, long message) {

        /** Nowhere that exists. */
        static final Place NOWHERE = new Place(Fields.MAX_ID, Fields.MAX_ID);

        String fill(String template) {
            return template.replace("{conversation}", "" + conversation).replace("{message}", "" + message);
        }
    }

    private final TestServer server;
    private final Map<String, Client> people = new LinkedHashMap<>();

    Cast(TestServer server) {
        this.server = server;
        people.put("nobody", server.anybody());
        Stream.of("disabled", "stranger", "former", "banned", "member", "moderator", "owner", "other", "new")
                .forEach(role -> people.put(role, server.user(role)));
        people.put("administrator", server.administrator());
        server.chat().administration().disable(of("disabled").actor().account());
    }

    Client of(String role) {
        return people.get(role);
    }

    /** A group or channel with somebody of each kind, and a secret that one of them has said. */
    Place place(String kind) {
        Client owner = of("owner");
        String members = Stream.of("former", "banned", "member", "moderator", "other")
                .map(role -> "'@" + of(role).name() + "'")
                .collect(Collectors.joining(","));
        String title = server.freeName("secret");
        long id = owner.post(
                        "/api/conversations",
                        "{'kind':'" + kind + "','title':'" + title + "','members':[" + members + "]}")
                .id();
        String path = "/api/conversations/" + id;
        long message =
                of("other").post(path + "/messages", "{'content':'a secret'}").id();
        owner.send("PATCH", path + "/members/@" + of("moderator").name(), "{'role':'moderator'}");
        of("former").delete(path + "/members/me");
        owner.delete(path + "/members/@" + of("banned").name() + "?ban=true");
        return new Place(id, message);
    }

    /** Puts names and ids in the place of {@code {other}}, another member, {@code {new}}, who is none, and {@code {free}}, a title. */
    String fill(String template) {
        return template.replace("{other}", of("other").name())
                .replace("{new}", of("new").name())
                .replace("{other_id}", "" + of("other").id())
                .replace("{new_id}", "" + of("new").id())
                .replace("{free}", server.freeName("free"));
    }
}
