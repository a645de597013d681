/**
 * The backend type {@code oauth2-introspection}: an authorisation server is asked about each access token (RFC 7662).
 *
 * <p>What the server says is judged in two steps. {@link org.sessiontoken.broker.sso.introspection.IntrospectionRules} judge the
 * token for what it is; that can be remembered for a while. When the request was made, and by whose tenant, is judged for
 * each request anew.
 */
@NullMarked
package org.sessiontoken.broker.sso.introspection;

import org.jspecify.annotations.NullMarked;
