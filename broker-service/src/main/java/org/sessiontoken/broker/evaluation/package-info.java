/**
 * Decides each request. A {@link org.sessiontoken.broker.evaluation.RequestEvaluator} checks it, opens its envelope, calls
 * the auth service, issues the token, and makes the reply.
 */
@NullMarked
package org.sessiontoken.broker.evaluation;

import org.jspecify.annotations.NullMarked;
