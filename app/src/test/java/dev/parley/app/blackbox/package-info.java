/**
 * The server from outside: real HTTP and WebSocket against a real server on H2 and on PostgreSQL. What is asked for is in the
 * suites; {@code H2BlackBoxTest} and {@code PostgresBlackBoxTest} run each of them on one database.
 */
@NullMarked
package dev.parley.app.blackbox;

import org.jspecify.annotations.NullMarked;
