package dev.parley.wire.client;

/** How a client stands with its server. */
public enum ClientState {
    /** It dials. */
    CONNECTING,
    /** It is connected, and pulls what it missed of the conversations that it follows. */
    CATCHING_UP,
    /** It has everything there is. */
    CONNECTED,
    /** There is no connection; it will dial again in a while. */
    WAITING,
    /** It has given up, or was closed. */
    STOPPED
}
