/**
 * HTTP for backends that ask other systems: requests go to configured hosts only, over verified TLS, and responses are
 * bounded in size and time.
 *
 * <p>A backend gets an {@link org.sessiontoken.sso.http.OutboundHttp} from {@link org.sessiontoken.sso.SsoBackendContext},
 * and reports a failed exchange as an {@link org.sessiontoken.sso.ProviderFailure}.
 */
@NullMarked
package org.sessiontoken.sso.http;

import org.jspecify.annotations.NullMarked;
