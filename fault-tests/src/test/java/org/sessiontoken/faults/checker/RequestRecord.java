package org.sessiontoken.faults.checker;

import java.time.Instant;

/**
 * A record of the request topic.
 *
 * @param attempt 1, or more if the request was sent again
 */
public record RequestRecord(
        int partition, long offset, String correlationId, String requestId, String authService, int attempt, Instant expiresAt) {}
