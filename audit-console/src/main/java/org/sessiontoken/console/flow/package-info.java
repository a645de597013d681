/**
 * One flow, event by event: what the topics say of a request, and of all requests with one correlation ID, as a timeline.
 *
 * <p>Where the records are, {@link org.sessiontoken.console.flow.KnownFlows} tells; the records themselves are read from Kafka when
 * they are shown, by {@link org.sessiontoken.console.event.EventReader}. A duration between two clocks is marked as not exact, and what is
 * missing has a name: nothing is inferred without saying so.
 */
@NullMarked
package org.sessiontoken.console.flow;

import org.jspecify.annotations.NullMarked;
