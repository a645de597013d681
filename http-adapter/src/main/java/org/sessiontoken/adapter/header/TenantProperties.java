package org.sessiontoken.adapter.header;

import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the tenant of a request is determined.
 *
 * @param defaultTenant tenant of requests that have no nv-tenant-id header; without one, such requests are refused
 */
@ConfigurationProperties("ags.adapter")
record TenantProperties(@Nullable TenantId defaultTenant) {}
