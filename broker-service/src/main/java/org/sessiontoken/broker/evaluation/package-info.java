/** Decides each request: opens its envelope, asks the auth service, issues the token, and says how it ended. */
@NullMarked
package org.sessiontoken.broker.evaluation;

import org.jspecify.annotations.NullMarked;
