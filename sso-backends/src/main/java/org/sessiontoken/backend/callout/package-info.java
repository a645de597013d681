/**
 * The backend type {@code http-callout}: it asks the operator's own login over HTTP, in that login's own format.
 *
 * <p>{@link org.sessiontoken.backend.callout.CalloutOptions} say how parameters become fields of the request, and
 * what statuses and members of the response mean. A parameter's value goes into a field of the
 * body, encoded, and nowhere else: no part of an address and no header is made from it.
 */
@NullMarked
package org.sessiontoken.backend.callout;

import org.jspecify.annotations.NullMarked;
