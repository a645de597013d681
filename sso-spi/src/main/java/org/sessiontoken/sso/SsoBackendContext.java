package org.sessiontoken.sso;

import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * What a backend is made from.
 *
 * @param tenantId whose auth service it is
 * @param authServiceId what the tenant calls it
 * @param options what the operator configured for it
 * @param developmentKeys whether keys made for development are taken
 */
public record SsoBackendContext(
        TenantId tenantId, AuthServiceId authServiceId, BackendOptions options, DevelopmentKeys developmentKeys) {}
