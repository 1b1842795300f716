package dev.parley.app.blackbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The two addresses of sockets, with what is said and heard there. */
enum SocketKind {
    /** {@code /ws/chat/{username}/}: one direct conversation, one object a frame, no answers. */
    DIRECT {
        @Override
        String path(Client other) {
            return "/ws/chat/" + other.name() + "/";
        }

        @Override
        String saying(long conversation, String text) {
            return "{\"message\":\"" + text + "\"}";
        }

        @Override
        void passGreeting(Wire wire) {
            // nobody is greeted here
        }

        @Override
        void passGreeting(ChatSocket socket) {
            // nobody is greeted here
        }
    },

    /** {@code /ws}: everything of one user. */
    EVERYTHING {
        @Override
        String path(Client other) {
            return "/ws";
        }

        @Override
        String saying(long conversation, String text) {
            return "{\"id\":1,\"type\":\"send\",\"conversation\":" + conversation + ",\"content\":\"" + text + "\"}";
        }

        @Override
        void passGreeting(Wire wire) {
            Frames.nextText(wire);
        }

        @Override
        void passGreeting(ChatSocket socket) {
            socket.next();
        }
    };

    abstract String path(Client other);

    /** The command that posts a text. */
    abstract String saying(long conversation, String text);

    abstract void passGreeting(Wire wire);

    abstract void passGreeting(ChatSocket socket);

    String saying(Client who, Client other, String text) {
        return saying(who.conversationWith(other), text);
    }

    /** A socket past its greeting. */
    ChatSocket open(Client who, Client other) {
        ChatSocket socket = ChatSocket.at(who, path(other));
        passGreeting(socket);
        return socket;
    }

    /** The same over a bare connection. */
    Wire openBare(TestServer server, Client who, Client other) {
        Wire wire = Frames.handshake(server, who, path(other));
        passGreeting(wire);
        return wire;
    }

    /** Reads until a text comes that was posted. */
    static void awaitText(ChatSocket socket, String text) {
        String said = said(text);
        for (String line = socket.nextText(); !line.contains(said); line = socket.nextText()) {
            // an answer, or something that was posted before
        }
    }

    static void awaitText(Wire wire, String text) {
        String said = said(text);
        for (String frame = Frames.nextText(wire); !frame.contains(said); frame = Frames.nextText(wire)) {
            // an answer, or something that was posted before
        }
    }

    /** The text of a message that has come. */
    static String text(ObjectNode line) {
        return line.has("seq")
                ? line.path("message").path("content").asText()
                : line.path("message").asText();
    }

    private static String said(String text) {
        return "\":\"" + text + "\"";
    }

    /** The bytes of a text. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
