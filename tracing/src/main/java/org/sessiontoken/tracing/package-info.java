/**
 * Distributed traces of requests.
 *
 * <p>{@link org.sessiontoken.tracing.RequestTracing#begin} decides whether a request is recorded, and returns its
 * {@link org.sessiontoken.tracing.RequestSpan}: of a request that is not, it is a {@code traceparent} to pass on and nothing else.
 * {@link org.sessiontoken.tracing.TracingConfiguration} makes both, with Spring Boot's own configuration of OpenTelemetry, if a
 * collector is configured.
 */
@NullMarked
package org.sessiontoken.tracing;

import org.jspecify.annotations.NullMarked;
