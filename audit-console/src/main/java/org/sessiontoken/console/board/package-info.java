/**
 * How the auth services and the brokers are: circuit breakers, rates, refusals and latencies, and how far the brokers lag behind
 * the requests. {@link org.sessiontoken.console.board.RecentLoad} tells of the last minutes, a follower of a few small topics of the rest.
 */
@NullMarked
package org.sessiontoken.console.board;

import org.jspecify.annotations.NullMarked;
