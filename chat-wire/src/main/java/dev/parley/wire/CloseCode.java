package dev.parley.wire;

import java.util.Arrays;

/**
 * Why the server closes a socket; protocol section 5. Programs switch on the number.
 */
public enum CloseCode {
    /** The server stops. */
    GOING_AWAY(1001, true),
    /** Only text frames are understood. */
    NOT_TEXT(1003, false),
    /** What came is not UTF-8; the transport sees to it. */
    NOT_UTF8(1007, false),
    /** A frame was longer than is read; the transport sees to it. */
    TOO_LARGE(1009, false),
    /** What the client knows may not hold any more; it comes back and loads it afresh. */
    START_AFRESH(1012, true),
    /** The client reads more slowly than messages come. */
    TOO_SLOW(4001, true),
    /** Nothing was heard of the client. */
    SILENT(4003, true),
    /** Too many commands were refused in a short time. */
    FLOOD(4008, true),
    /** What came is no frame of the protocol. */
    BROKEN(4400, false),
    /** Not logged in any more. */
    NOT_LOGGED_IN(4401, false),
    /** Too many connections of this user. */
    TOO_MANY(4429, false);

    private final int number;
    private final boolean comeBack;

    CloseCode(int number, boolean comeBack) {
        this.number = number;
        this.comeBack = comeBack;
    }

    /** Whether a client that was closed with this number should connect again by itself; so it is with all that are not known. */
    public static boolean comeBack(int number) {
        return Arrays.stream(values()).noneMatch(code -> code.number == number && !code.comeBack);
    }

    public int number() {
        return number;
    }

    /** Whether the client should connect again by itself. */
    public boolean comeBack() {
        return comeBack;
    }
}
