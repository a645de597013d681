package org.sessiontoken.adapter.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.value.TenantId;

/** Finds out who asks. */
public final class CallerReader {

    private static final String TENANT_HEADER = "nv-tenant-id";

    private final Optional<TenantId> defaultTenant;

    CallerReader(Optional<TenantId> defaultTenant) {
        this.defaultTenant = defaultTenant;
    }

    /**
     * Reads who asks.
     *
     * @throws ProblemException if a header is missing, given twice, or not as described
     */
    public Caller read(HttpServletRequest request) {
        Exchange exchange = Exchange.of(request);
        exchange.complaint().ifPresent(complaint -> {
            throw new ProblemException(ProblemType.INVALID_REQUEST, complaint);
        });
        TenantId tenant = RequestHeaders.read(request, TENANT_HEADER, TenantId::new)
                .or(() -> defaultTenant)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST, "Give the header " + TENANT_HEADER + ": the tenant ID."));
        exchange.concerns(tenant);
        return new Caller(tenant, exchange.correlationId());
    }
}
