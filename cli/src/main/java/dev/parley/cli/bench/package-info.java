/**
 * A load for a server, and what comes back of it. {@link dev.parley.cli.bench.Bench} opens the connections, sends and reads, all
 * in one thread; {@link dev.parley.cli.bench.FrameScanner} takes the frames of WebSocket off what is read, {@link
 * dev.parley.cli.bench.Follower} goes through the lines of one connection and holds their numbers against what has to come.
 *
 * <p>Reading has to cost little beside the server that is measured, or else it is the reader that is measured. So every
 * connection is read into one buffer that stays in the processor's cache; nothing is decoded or copied but a line that is cut in
 * two; and only the first connection that sees a number looks into its line: the others know from it how long the line is, read
 * the number and jump to the next. That is why this is not {@link dev.parley.wire.client.ChatClient}, which parses each line: it
 * only checks what a client relies on, and neither pulls nor sends anything again.
 */
@NullMarked
package dev.parley.cli.bench;

import org.jspecify.annotations.NullMarked;
