/**
 * Parley's core: the domain, its rules, the ports it asks of its surroundings and the real-time engine. It depends on nothing.
 *
 * <h2>Where things are</h2>
 *
 * <ul>
 *   <li>{@link dev.parley.core.Chat} is where everything begins. Its parts, such as {@link dev.parley.core.Messages} and
 *       {@link dev.parley.core.Conversations}, are named by what they are about.
 *   <li>{@code model} holds the values, which check themselves, and the one exception with its codes.
 *   <li>{@code markup} reads what people mark up in their texts into a tree.
 *   <li>{@code port} is what the core asks of its surroundings: to store, to read, to hash, to run on. {@code memory} answers all of it in
 *       memory.
 *   <li>{@code internal} is the engine: lanes that commit, a hub that spreads what was committed.
 *   <li>{@code event} is what subscribers are told.
 * </ul>
 *
 * <h2>The walk of one message</h2>
 *
 * <ol>
 *   <li>{@link dev.parley.core.Messages#post Messages.post} checks the text and charges the sender's allowance. What is refused
 *       here was never accepted (G14).
 *   <li>The post waits in the lane of its conversation, which draws the id of the change to come. A lane takes what has gathered
 *       meanwhile as one batch, so that a busy conversation shares commits instead of queueing for them.
 *   <li>{@link dev.parley.core.port.Journal#commit Journal.commit} opens one transaction, locks the conversation's row and
 *       loads what the rules need to know.
 *   <li>Under that lock the rules decide for one command after the other: is the sender a member still, was this client id
 *       stored before (G3), which number does the change get (G5). They are plain functions from facts to decisions.
 *   <li>The journal writes what was decided and commits. When this returns, the message is durable (G1). When nobody knows
 *       whether it was committed, the lane commits the same commands once more: the rules recognise those that are there (G4).
 *   <li>The lane hands the changes to the hub in the order of their numbers, and the caller gets his answer. Nobody hears of a
 *       message before it was committed (G2).
 *   <li>The hub keeps a position for every conversation that somebody follows. A change that comes next is passed on; where one
 *       is missing, the difference is read from the journal first.
 *   <li>Each {@link dev.parley.core.port.Subscriber} hears of it in order and must not block; what a connection holds back is
 *       bounded by its own outbox (G13).
 * </ol>
 *
 * <h2>What is guaranteed</h2>
 *
 * <ul>
 *   <li>G1: what was acknowledged is stored for good.
 *   <li>G2: what anybody is shown was committed before, and reads back the same.
 *   <li>G3: a sender's client id stands for one message of a conversation, for ever; a repeat gets that message.
 *   <li>G4: a commit that may or may not have happened is looked up, or the answer says that it is unknown.
 *   <li>G5: a conversation is one log, numbered without a gap and the same for everybody.
 *   <li>G6: whoever asks for the changes after a position gets exactly those that follow it, or is told to start afresh.
 *   <li>G7: a notice between processes that is lost, doubled or late only delays; each compares with the store.
 *   <li>G8: pages go by key, so that what is written meanwhile shifts none of them.
 *   <li>G9: permission and data are read at once, and what is not one's own answers as if it did not exist.
 *   <li>G10: what has no right any more hears nothing any more, in every process.
 *   <li>G11: a deleted text is gone from history, search and log with the transaction that deletes it.
 *   <li>G12: no clock decides about order.
 *   <li>G13: whatever waits for somebody slow is bounded, and keeps nobody else waiting.
 *   <li>G14: too much is refused before it is accepted, never dropped after.
 *   <li>G15: how much is unread is the difference of two numbers.
 *   <li>G16: a chat that is closed finishes what it has accepted.
 * </ul>
 */
@NullMarked
package dev.parley.core;

import org.jspecify.annotations.NullMarked;
