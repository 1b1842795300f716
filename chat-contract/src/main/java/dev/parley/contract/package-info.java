/**
 * What every implementation of a port has to pass. Each suite is an interface with the tests as default methods; a test class of
 * the adapter implements those it wants to be held to and says how to open it:
 *
 * <pre>{@code
 * class MyStoresTest implements JournalContract, AccountStoreContract, SessionStoreContract {
 *     public Stores open() {
 *         return new MyStores(…);
 *     }
 * }
 * }</pre>
 *
 * <p>Tests whose names begin with {@code g} and a number hold a guarantee of that number. No test sleeps, and each brings its own
 * people and conversations; stores have to be empty when it begins.
 */
@NullMarked
package dev.parley.contract;

import org.jspecify.annotations.NullMarked;
