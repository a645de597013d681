package org.sessiontoken.adapter.caller;

import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TenantId;

/**
 * Who asks.
 *
 * @param tenantId whose services it asks for
 * @param correlationId the call flow
 */
public record Caller(TenantId tenantId, CorrelationId correlationId) {}
