/**
 * What Parley talks about: ids, accounts, conversations, messages, and the commands, facts and outcomes of changing them. Plain
 * values without behaviour beyond their own rules; no other package of the core is known here.
 */
@NullMarked
package dev.parley.core.model;

import org.jspecify.annotations.NullMarked;
