package dev.parley.core.model;

/**
 * An invitation with its secret, which is known this once.
 *
 * <p>Thread-safe: immutable.
 */
public record NewInvitation(Invitation invitation, String secret) {}
