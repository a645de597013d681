package org.sessiontoken.adapter.header;

import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TenantId;

/**
 * The headers that all calls share.
 *
 * @param tenantId the tenant of the caller, from {@code nv-tenant-id} or the configured default
 * @param correlationId the caller's call flow, from {@code x-correlation-id} or generated
 */
public record CommonHeaders(TenantId tenantId, CorrelationId correlationId) {}
