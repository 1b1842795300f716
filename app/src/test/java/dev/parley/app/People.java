package dev.parley.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Two people of a running server, and the conversation they have. */
record People(String alice, String bob, long conversation) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Registers both. */
    static People at(URI server) {
        String alice = register(server, "alice");
        String bob = register(server, "bob");
        long conversation = post(server, "/api/conversations", alice, "{'kind':'direct','members':['@bob']}")
                .path("id")
                .asLong();
        return new People(alice, bob, conversation);
    }

    private static String register(URI server, String name) {
        return post(server, "/api/auth/register/", "", "{'username':'" + name + "','password':'three small words'}")
                .path("token")
                .asText();
    }

    private static ObjectNode post(URI server, String path, String token, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"')));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return Json.parse(
                    HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The command that says this; its words are its id and its client_id. */
    String saying(String words) {
        return "{'id':'" + words + "','type':'send','conversation':" + conversation + ",'client_id':'" + words
                + "','content':'" + words + "'}";
    }

    /** The command that asks for what came after a change. */
    String asking(long after) {
        return "{'id':'after " + after + "','type':'changes','conversation':" + conversation + ",'after':" + after
                + "}";
    }
}
