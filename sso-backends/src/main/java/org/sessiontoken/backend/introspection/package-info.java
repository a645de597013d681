/**
 * The backend type {@code oauth2-introspection}: it asks an authorisation server about each access token (RFC 7662).
 *
 * <p>A response is judged in two steps. {@link org.sessiontoken.backend.introspection.IntrospectionRules} judge the
 * token by itself; that result can be cached. The time and the tenant of the request are compared for each request.
 */
@NullMarked
package org.sessiontoken.backend.introspection;

import org.jspecify.annotations.NullMarked;
