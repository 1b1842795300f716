/**
 * How the core works inside: the rules, the lanes, the hub, the limits. The only threads, locks and queues. Not for callers.
 */
@NullMarked
package dev.parley.core.internal;

import org.jspecify.annotations.NullMarked;
