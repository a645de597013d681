/**
 * The backend type {@code http-callout}: it asks the operator's own login over HTTP, in that login's own format.
 *
 * <p>{@link org.sessiontoken.backend.callout.CalloutOptions} say how parameters become fields of the request, and
 * what statuses and members of the response mean. A parameter's value goes, encoded, into the field that is configured for it
 * and nowhere else: a field of the body, of the query where the method is GET, or the header field of basic authentication.
 */
@NullMarked
package org.sessiontoken.backend.callout;

import org.jspecify.annotations.NullMarked;
