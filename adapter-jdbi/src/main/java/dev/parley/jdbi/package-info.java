/** The ports of the core on a relational database, H2 or PostgreSQL. */
@NullMarked
package dev.parley.jdbi;

import org.jspecify.annotations.NullMarked;
