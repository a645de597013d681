/**
 * One HTTP exchange after another: what call flow it belongs to, how it ended, and how long it took.
 *
 * <p>{@link org.sessiontoken.adapter.exchange.Exchange#of} gives the exchange that a request belongs to, wherever in the
 * server it is asked. A filter around all requests echoes the correlation ID, and writes one log line and one
 * measurement for each answer below {@code /ags}.
 */
@NullMarked
package org.sessiontoken.adapter.exchange;

import org.jspecify.annotations.NullMarked;
