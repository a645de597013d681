/**
 * The backend type {@code http-callout}: the operator's own login is asked over HTTP, in its own words.
 *
 * <p>{@link org.sessiontoken.broker.sso.callout.CalloutOptions} say how parameters become fields of the request and what
 * statuses and members of the answer mean. A parameter's value goes into a field of the body, encoded, and nowhere else:
 * no address and no header is ever made from one.
 */
@NullMarked
package org.sessiontoken.broker.sso.callout;

import org.jspecify.annotations.NullMarked;
