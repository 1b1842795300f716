/**
 * The small markup of messages: a text is read into a tree, never into HTML. {@link dev.parley.core.markup.Markup} describes
 * the dialect.
 */
@NullMarked
package dev.parley.core.markup;

import org.jspecify.annotations.NullMarked;
