/** Tests of the backend type {@code ticket}. */
@NullMarked
package org.sessiontoken.example.ticket;

import org.jspecify.annotations.NullMarked;
