/** The password port of the core on Argon2id. */
@NullMarked
package dev.parley.argon2;

import org.jspecify.annotations.NullMarked;
