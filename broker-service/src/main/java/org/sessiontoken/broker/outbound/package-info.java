/**
 * HTTP to the outside, kept safe: only to configured hosts, over verified TLS, with bounded answers and no surprises.
 *
 * <p>A remote SSO backend has its factory {@linkplain org.sessiontoken.broker.outbound.OutboundHttpFactory open} an
 * {@link org.sessiontoken.broker.outbound.OutboundHttp} and uses nothing else. What keeps it from an answer it reports as
 * an {@link org.sessiontoken.broker.outbound.ProviderFailure}. Nothing of a request or an answer is logged, here or by the JDK's
 * client, unless somebody sets the system property {@code jdk.httpclient.HttpClient.log}: never do so in production.
 */
@NullMarked
package org.sessiontoken.broker.outbound;

import org.jspecify.annotations.NullMarked;
