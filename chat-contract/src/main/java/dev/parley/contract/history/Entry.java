package dev.parley.contract.history;

import java.util.function.Consumer;

/**
 * One line of a history. What does not apply is 0 or empty.
 *
 * <p>Thread-safe: immutable.
 *
 * @param client whose doing it is, or who received it
 * @param connection the device, {@code #} and how often it had connected; for the truth the node, for a walk its name
 * @param conversation any word that names the conversation
 * @param clientId the sender's own word for a message
 * @param seq the number of a change; for a message that of the change which created it
 * @param id the message
 * @param version how many changes of the message were in what was shown
 * @param hash what stands for the words; empty where they are deleted
 * @param top the conversation's last change, as far as the entry tells
 * @param count how many are unread
 * @param t0 when it was asked for, by a clock that all clients share
 * @param t1 when it was answered
 */
public record Entry(
        String client,
        String connection,
        Op op,
        Phase phase,
        String conversation,
        String clientId,
        long seq,
        long id,
        long version,
        String hash,
        long top,
        long count,
        long t0,
        long t1) {

    /** An entry of these words, filled in by {@code more}. */
    public static Entry of(String client, Op op, Phase phase, Consumer<Line> more) {
        Line line = new Line(client, op, phase);
        more.accept(line);
        return line.entry();
    }

    /** What belongs to the connection before the {@code #}: it lives as long as its owner keeps it. */
    public String device() {
        int end = connection.indexOf('#');
        return end < 0 ? connection : connection.substring(0, end);
    }

    boolean is(Op wanted) {
        return op == wanted;
    }

    boolean is(Op wanted, Phase reached) {
        return op == wanted && phase == reached;
    }

    /**
     * An entry being written.
     *
     * <p>Not thread-safe.
     */
    public static final class Line {

        private final String client;
        private final Op op;
        private final Phase phase;
        private String connection = "";
        private String conversation = "";
        private String clientId = "";
        private String hash = "";
        private long seq;
        private long id;
        private long version;
        private long top;
        private long count;
        private long t0;
        private long t1;

        private Line(String client, Op op, Phase phase) {
            this.client = client;
            this.op = op;
            this.phase = phase;
        }

        public Line over(String newConnection) {
            connection = newConnection;
            return this;
        }

        public Line in(String newConversation) {
            conversation = newConversation;
            return this;
        }

        public Line key(String newClientId) {
            clientId = newClientId;
            return this;
        }

        public Line at(long newSeq) {
            seq = newSeq;
            return this;
        }

        /** The message, how many changes of it were in what was shown, and what stands for its words. */
        public Line message(long newId, long newVersion, String newHash) {
            id = newId;
            version = newVersion;
            hash = newHash;
            return this;
        }

        public Line top(long newTop) {
            top = newTop;
            return this;
        }

        public Line count(long newCount) {
            count = newCount;
            return this;
        }

        public Line time(long asked, long answered) {
            t0 = asked;
            t1 = answered;
            return this;
        }

        private Entry entry() {
            return new Entry(
                    client, connection, op, phase, conversation, clientId, seq, id, version, hash, top, count, t0, t1);
        }
    }
}
