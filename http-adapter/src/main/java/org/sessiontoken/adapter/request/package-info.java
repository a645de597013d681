/**
 * What is known about each HTTP request: its correlation ID, its trace, its tenant, its result and its duration.
 *
 * <p>{@link org.sessiontoken.adapter.request.RequestContext#of} returns the context of a request, anywhere in the server. A
 * filter around all requests sets the correlation ID on the response, and writes one line to the access log and one
 * measurement for each response below {@code /ags}.
 */
@NullMarked
package org.sessiontoken.adapter.request;

import org.jspecify.annotations.NullMarked;
