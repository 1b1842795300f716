/**
 * People and conversations that nobody had: {@link dev.parley.cli.seed.Plan} draws them from a random number, {@link
 * dev.parley.cli.seed.Sowing} posts them through the core.
 */
@NullMarked
package dev.parley.cli.seed;

import org.jspecify.annotations.NullMarked;
