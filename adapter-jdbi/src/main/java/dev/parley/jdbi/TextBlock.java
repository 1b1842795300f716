package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Sought;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The texts of some consecutive messages, packed: where the heads end; a head for each message, which says by how much its number and
 * its time are above those of the one before, who sent it and how long its text is; then the texts as UTF-8, each followed by a
 * byte that UTF-8 never has. A search goes over the bytes of all texts at once and opens only those that it hits: letters cannot be
 * found across two texts, and not at anything but the beginning of a code point.
 *
 * <p>Thread-safe: stateless.
 */
final class TextBlock {

    private static final byte END = (byte) 0xFF;
    private static final int HEADS = Integer.BYTES;
    private static final int BYTES = 256;

    private TextBlock() {}

    /** A message that may be found, with its text in the form of {@link dev.parley.core.model.SearchText#fold}. */
    record Entry(long seq, AccountId sender, Instant sentAt, String text) {

        Entry saying(String other) {
            return new Entry(seq, sender, sentAt, other);
        }
    }

    static byte[] pack(List<Entry> entries) {
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        long seq = 0;
        long time = 0;
        for (Entry entry : entries) {
            byte[] text = entry.text.getBytes(StandardCharsets.UTF_8);
            put(heads, entry.seq - seq);
            put(heads, micros(entry) - time);
            put(heads, entry.sender.value());
            put(heads, text.length);
            texts.writeBytes(text);
            texts.write(END);
            seq = entry.seq;
            time = micros(entry);
        }
        return ByteBuffer.allocate(HEADS + heads.size() + texts.size())
                .putInt(HEADS + heads.size())
                .put(heads.toByteArray())
                .put(texts.toByteArray())
                .array();
    }

    static List<Entry> unpack(byte[] block) {
        List<Entry> entries = new ArrayList<>();
        for (Heads heads = new Heads(block); heads.next(); ) {
            entries.add(heads.entry());
        }
        return entries;
    }

    /** When its oldest message was sent, if it has any. */
    static Optional<Instant> begin(byte[] block) {
        Heads heads = new Heads(block);
        return heads.next() ? Optional.of(heads.sentAt()) : Optional.empty();
    }

    /** Those that are found, oldest first. */
    static List<Entry> find(byte[] block, Sought sought) {
        Optional<Needle> needle = sought.text()
                .or(() -> sought.link() ? Optional.of("://") : Optional.empty())
                .map(Needle::of);
        List<Entry> found = new ArrayList<>();
        Heads heads = new Heads(block);
        int at = needle.map(n -> n.in(block, heads.text)).orElse(heads.text);
        while (at < block.length && heads.next()) {
            if (at < heads.end) {
                if (sought.fits(heads.sender(), heads.sentAt()) && sought.said(heads.said())) {
                    found.add(heads.entry());
                }
                int from = heads.end;
                at = needle.map(n -> n.in(block, from)).orElse(from);
            }
        }
        return found;
    }

    private static long micros(Entry entry) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, entry.sentAt);
    }

    private static void put(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Goes through the heads of a block. */
    private static final class Heads {

        private final byte[] block;
        private final ByteBuffer heads;
        private long seq;
        private long time;
        private long sender;

        /** Where the present text begins, and where the next one does. */
        private int text;

        private int end;

        Heads(byte[] block) {
            this.block = block;
            end = ByteBuffer.wrap(block).getInt();
            text = end;
            heads = ByteBuffer.wrap(block, HEADS, end - HEADS);
        }

        boolean next() {
            if (!heads.hasRemaining()) {
                return false;
            }
            text = end;
            seq += number();
            time += number();
            sender = number();
            end = text + (int) number() + 1;
            return true;
        }

        private long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = heads.get();
                number |= (part & 0x7FL) << shift;
                if (part >= 0) {
                    return number;
                }
            }
        }

        AccountId sender() {
            return new AccountId(sender);
        }

        Instant sentAt() {
            return Instant.EPOCH.plus(time, ChronoUnit.MICROS);
        }

        String said() {
            return new String(block, text, end - 1 - text, StandardCharsets.UTF_8);
        }

        Entry entry() {
            return new Entry(seq, sender(), sentAt(), said());
        }
    }

    /** What is looked for, and how far one may go on where its last byte meets another: Horspool's way of searching. */
    private record Needle(byte[] bytes, int[] steps) {

        static Needle of(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] steps = new int[BYTES];
            Arrays.fill(steps, bytes.length);
            for (int i = 0; i < bytes.length - 1; i++) {
                steps[bytes[i] & 0xFF] = bytes.length - 1 - i;
            }
            return new Needle(bytes, steps);
        }

        /** Where it begins first, or the end. */
        int in(byte[] block, int from) {
            int last = bytes.length - 1;
            int at = from;
            while (at + last < block.length) {
                byte end = block[at + last];
                if (end == bytes[last] && Arrays.equals(block, at, at + last, bytes, 0, last)) {
                    return at;
                }
                at += steps[end & 0xFF];
            }
            return block.length;
        }
    }
}
