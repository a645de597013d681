/**
 * The implementation of the HTTP that backends get from their context: to configured hosts only, over verified TLS, with
 * responses of bounded size.
 *
 * <p>{@link org.sessiontoken.broker.outbound.BackendHttp} holds what is open for one backend. Nothing of a request or a
 * response is logged, neither here nor by the JDK's client, unless somebody sets the system property
 * {@code jdk.httpclient.HttpClient.log}: never do so in production.
 */
@NullMarked
package org.sessiontoken.broker.outbound;

import org.jspecify.annotations.NullMarked;
