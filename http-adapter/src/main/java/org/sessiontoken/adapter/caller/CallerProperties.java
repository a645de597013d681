package org.sessiontoken.adapter.caller;

import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who is taken to ask.
 *
 * @param defaultTenant tenant of requests that have no nv-tenant-id header; without one, such requests are refused
 */
@ConfigurationProperties("ags.adapter")
record CallerProperties(@Nullable TenantId defaultTenant) {}
