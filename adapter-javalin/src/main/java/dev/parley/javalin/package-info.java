/** Parley as something to mount on a Javalin: routes, sockets, cookies and the web page. */
@NullMarked
package dev.parley.javalin;

import org.jspecify.annotations.NullMarked;
