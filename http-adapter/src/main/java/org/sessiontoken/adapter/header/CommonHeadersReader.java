package org.sessiontoken.adapter.header;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.value.TenantId;

/** Reads and checks the headers that all calls share. */
public final class CommonHeadersReader {

    private static final String TENANT_HEADER = "nv-tenant-id";

    private final Optional<TenantId> defaultTenant;

    CommonHeadersReader(Optional<TenantId> defaultTenant) {
        this.defaultTenant = defaultTenant;
    }

    /**
     * Reads the tenant and the correlation ID, and stores the tenant in the {@link RequestContext}.
     *
     * @throws ProblemException if a header is missing, given twice, or malformed
     */
    public CommonHeaders read(HttpServletRequest request) {
        RequestContext context = RequestContext.of(request);
        context.correlationIdError().ifPresent(error -> {
            throw new ProblemException(ProblemType.INVALID_REQUEST, error);
        });
        TenantId tenant = SingleHeader.read(request, TENANT_HEADER, TenantId::new)
                .or(() -> defaultTenant)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST, "Give the header " + TENANT_HEADER + ": the tenant ID."));
        context.setTenantId(tenant);
        return new CommonHeaders(tenant, context.correlationId());
    }
}
