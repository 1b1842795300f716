/**
 * What the core needs from outside. Every port has two implementations, in memory and in an adapter, and a contract suite that both
 * pass.
 */
@NullMarked
package dev.parley.core.port;

import org.jspecify.annotations.NullMarked;
