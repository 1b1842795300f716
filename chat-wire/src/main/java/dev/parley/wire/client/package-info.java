/**
 * The client's end of the protocol. {@link dev.parley.wire.client.ChatClient} is what a program uses; {@code Protocol} is what
 * it has to do, without network, threads and time, and is made of {@code Tracks} (where each conversation stands) and {@code
 * Orders} (what is to be sent); {@link dev.parley.wire.client.Dialer} and {@link dev.parley.wire.client.Line} are what it needs
 * of a network, which {@code JdkDialer} puts over the JDK's WebSocket.
 */
@NullMarked
package dev.parley.wire.client;

import org.jspecify.annotations.NullMarked;
