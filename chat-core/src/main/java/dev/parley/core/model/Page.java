package dev.parley.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list, and the cursor with which the next part begins. A cursor is a word of the store's own; it grants nothing. A
 * store refuses a word that it never makes as {@link ErrorCode#INVALID} with {@code cursor}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param next absent at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {}
