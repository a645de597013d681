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
        @Nullable String reason) {

    /** Whether it names neither tenant nor auth service. */
    boolean isNameless() {
        return tenantId == null && authServiceId == null;
    }

    /** The same with other names. */
    FlowKind named(@Nullable String tenant, @Nullable String authService) {
        return new FlowKind(tenant, authService, requestor, outcome, reason);
    }

    /** The same with the names that a row has itself, if it has any. */
    public FlowKind ofRow(@Nullable String tenant, @Nullable String authService) {
        return tenant == null && authService == null ? this : named(tenant, authService);
    }
}
