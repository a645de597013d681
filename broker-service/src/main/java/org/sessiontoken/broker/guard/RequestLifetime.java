package org.sessiontoken.broker.guard;

import java.time.Duration;

/**
 * How long a request may be in progress. No call of a guarded backend is waited for beyond its request's deadline, so a
 * backend that was replaced longer ago than this is not in use any more and can be closed.
 *
 * @param max from when the broker receives a request until its deadline, at the latest
 */
public record RequestLifetime(Duration max) {}
