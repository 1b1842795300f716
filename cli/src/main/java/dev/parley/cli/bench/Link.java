package dev.parley.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection: handshake, hello, then changes and answers. What is read goes through a buffer that all connections share; here
 * stays only what was cut off.
 *
 * <p>Not thread-safe: belongs to the thread of the {@link Bench}.
 */
final class Link implements FrameScanner.Sink {

    static final String LIMITS = " Start it with --limits off, which lifts the limits for load tests.";

    /** Who runs the connections. */
    interface Owner {

        /** The server has said hello. */
        void greeted();

        /** A message has its answer. */
        void answered(Link link, int number);

        /** There is something to write. */
        void dirty(Link link);
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OK = Pattern.compile("\\{\"id\":(\\d+),\"type\":\"ok\",.*?\"seq\":(\\d+).*");
    private static final String HEAD_ENDS = "\r\n\r\n";
    private static final byte[] NOTHING = {};
    private static final int CUT = 1006;

    private final Seat seat;
    private final Handshake handshake;
    private final Run run;
    private final Owner owner;
    private final Follower follower;
    private final FrameScanner scanner = new FrameScanner(this);
    private final ClientFrames frames = new ClientFrames();
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] kept = NOTHING;
    private boolean upgraded;
    private boolean gone;
    private boolean dirty;

    /** Begins to connect. */
    Link(Seat seat, Target target, Run run, Selector selector, Owner owner) throws IOException {
        this.seat = seat;
        this.handshake = Handshake.with(target);
        this.run = run;
        this.owner = owner;
        this.follower = new Follower(
                seat.conversation(), run.timeline(seat.conversation()), run.sends(), run.tally(), this::other);
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(target.address());
    }

    Follower follower() {
        return follower;
    }

    /** Whether nothing more is to come, because all has or because nothing can. */
    boolean settled() {
        return gone || follower.missing() == 0;
    }

    /** Does what the selector has found to be possible. */
    void ready(ByteBuffer shared) throws IOException {
        if (key.isConnectable()) {
            connect();
        }
        if (!gone && key.isReadable()) {
            read(shared);
        }
        if (!gone && key.isWritable()) {
            flush();
        }
    }

    private void connect() throws IOException {
        if (connected()) {
            key.interestOps(SelectionKey.OP_READ);
            frames.raw(handshake.request(seat.token()));
            flush();
        }
    }

    private boolean connected() {
        try {
            return channel.finishConnect();
        } catch (ConnectException e) {
            throw handshake.target().away();
        } catch (IOException e) {
            throw BenchException.cannotOpen(e);
        }
    }

    /** Sends a message; it is written when the owner lets it flush. */
    void send(int number, String body) {
        say("{\"type\":\"send\",\"id\":" + number + ",\"conversation\":" + seat.conversation() + ",\"client_id\":\""
                + run.sends().clientId(number) + "\",\"content\":\"" + body + "\"}");
    }

    private void say(String line) {
        frames.text(line);
        soil();
    }

    private void soil() {
        if (!dirty) {
            dirty = true;
            owner.dirty(this);
        }
    }

    void flush() throws IOException {
        dirty = false;
        if (gone) {
            return;
        }
        try {
            channel.write(frames.begin());
        } catch (IOException e) {
            lose();
            return;
        }
        frames.taken();
        key.interestOps(frames.empty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void read(ByteBuffer shared) throws IOException {
        shared.clear().put(kept);
        int count = fill(shared);
        run.tally().at(System.nanoTime());
        if (count < 0) {
            lose();
        } else {
            shared.flip();
            int rest = upgraded ? scanner.scan(shared) : upgrade(shared);
            keep(shared, rest);
        }
    }

    private int fill(ByteBuffer shared) {
        try {
            return channel.read(shared);
        } catch (IOException e) {
            return -1;
        }
    }

    private void keep(ByteBuffer shared, int from) {
        int count = shared.limit() - from;
        if (count == shared.capacity()) {
            throw new BenchException("The server sent a line of more than " + count + " bytes.");
        }
        kept = count == 0 ? NOTHING : kept.length == count ? kept : new byte[count];
        shared.get(from, kept);
    }

    private int upgrade(ByteBuffer shared) {
        byte[] bytes = new byte[shared.limit()];
        shared.get(0, bytes);
        String answer = new String(bytes, StandardCharsets.ISO_8859_1);
        int head = answer.indexOf(HEAD_ENDS);
        if (head < 0) {
            return 0;
        }
        handshake.check(answer);
        upgraded = true;
        shared.position(head + HEAD_ENDS.length());
        return scanner.scan(shared);
    }

    @Override
    public int text(ByteBuffer bytes, int from, int end, boolean last) {
        return follower.lines(bytes, from, end, last);
    }

    @Override
    public void ping(byte[] payload) {
        frames.add(ClientFrames.PONG, payload);
        soil();
    }

    @Override
    public void closed(int code, String reason) {
        if (!follower.begun() || code == 4429 || code == 4008) {
            throw new BenchException("The server closed a connection: " + code + " " + reason + "."
                    + (code == 4429 || code == 4008 ? LIMITS : ""));
        }
        end(code);
    }

    private void lose() {
        if (!follower.begun()) {
            throw new BenchException("The server cut a connection before its hello.");
        }
        end(CUT);
    }

    private void end(int code) {
        if (!gone) {
            run.tally().closed(code);
            hangUp();
        }
    }

    /** Closes it from this side. */
    void hangUp() {
        gone = true;
        try {
            if (upgraded && frames.empty()) {
                frames.add(ClientFrames.CLOSE, new byte[] {(byte) (1000 >> 8), (byte) (1000 & 0xff)});
                channel.write(frames.begin());
            }
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** A line that is no new message of the conversation. */
    private void other(String line) {
        Matcher ok = OK.matcher(line);
        if (line.equals("{}")) {
            say("{}");
        } else if (ok.matches()) {
            stored(Integer.parseInt(ok.group(1)), Long.parseLong(ok.group(2)));
        } else {
            parsed(parse(line));
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BenchException("The server sent what is no JSON: " + line);
        }
    }

    private void parsed(JsonNode line) {
        switch (line.path("type").asText()) {
            case "hello" -> greet(line);
            case "ok" ->
                stored(
                        line.path("id").intValue(),
                        line.path("message").path("seq").longValue());
            case "error" -> refused(line);
            case "conversation.added" -> added(line);
            default -> changed(line);
        }
    }

    /** A conversation that the hello does not name, because it was found meanwhile, follows as added. */
    private void greet(JsonNode hello) {
        begin(hello.path("positions").path(Long.toString(seat.conversation())));
    }

    private void begin(JsonNode position) {
        if (position.isIntegralNumber() && !follower.begun()) {
            follower.begins(position.longValue());
            owner.greeted();
        }
    }

    private void stored(int number, long seq) {
        if (!run.sends().has(number, seq)) {
            run.tally().doubled();
        }
        run.tally().answered(run.sends().time(number));
        run.timeline(seat.conversation()).reaches(seq);
        answered(number);
    }

    private void answered(int number) {
        if (run.sends().answered(number)) {
            owner.answered(this, number);
        } else {
            run.tally().answeredTwice();
        }
    }

    private void refused(JsonNode line) {
        String code = line.findPath("code").asText("error");
        if (code.equals("rate_limited")) {
            throw new BenchException("The server refuses messages as too many." + LIMITS);
        }
        run.tally().refused(code);
        if (line.path("id").isInt()) {
            answered(line.path("id").intValue());
        }
    }

    private void added(JsonNode line) {
        if (line.path("conversation").asLong() == seat.conversation()) {
            begin(line.path("seq"));
        }
    }

    /** Numbered are the changes of conversations, whatever has changed; presence and the like are not. */
    private void changed(JsonNode line) {
        boolean mine = line.path("conversation").asLong() == seat.conversation();
        if (mine && line.path("seq").isIntegralNumber() && line.path("message").isObject()) {
            follower.changed(line.path("seq").longValue());
        }
    }
}
