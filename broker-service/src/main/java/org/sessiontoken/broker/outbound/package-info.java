/**
 * HTTP to the outside, kept safe: only to configured hosts, over verified TLS, with bounded answers and no surprises.
 *
 * <p>Remote SSO backends are given an {@link org.sessiontoken.broker.outbound.OutboundHttp} and use nothing else.
 */
@NullMarked
package org.sessiontoken.broker.outbound;

import org.jspecify.annotations.NullMarked;
