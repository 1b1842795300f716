package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import java.util.concurrent.CompletableFuture;

/**
 * A command that is to be carried out, however often it has to be sent for that.
 *
 * <p>Thread-safe, provided that nobody changes the object.
 *
 * @param command without its id
 * @param answer gets the {@code ok}, or why there is none
 */
record Order(ConversationId conversation, ObjectNode command, CompletableFuture<ObjectNode> answer) {}
