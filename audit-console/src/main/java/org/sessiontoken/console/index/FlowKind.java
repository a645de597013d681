package org.sessiontoken.console.index;

import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Outcome;

/**
 * What many requests have in common. There are few of them, so that each has a small number in the index, by which it counts
 * and finds.
 *
 * @param tenantId the tenant; missing where the request could not be read
 * @param authServiceId the auth service; missing where the request could not be read
 * @param requestor who asked
 * @param outcome how it ended; missing while there is no outcome
 * @param reason why it ended so; missing while there is no outcome
 */
public record FlowKind(
        @Nullable String tenantId,
        @Nullable String authServiceId,
        String requestor,
        @Nullable Outcome outcome,
        @Nullable String reason) {}
