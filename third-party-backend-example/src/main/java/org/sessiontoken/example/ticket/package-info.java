/**
 * The backend type {@code ticket}, as a third party would add it: it asks a ticket office over HTTP.
 *
 * <p>The HTTP comes from the context and is as safe as that of the types that come with the broker. The code on the manual's
 * page about adding a backend is cut from these classes.
 */
@NullMarked
package org.sessiontoken.example.ticket;

import org.jspecify.annotations.NullMarked;
