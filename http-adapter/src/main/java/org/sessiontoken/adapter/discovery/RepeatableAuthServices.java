package org.sessiontoken.adapter.discovery;

import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** The auth services that may be asked about the same request twice. */
@FunctionalInterface
public interface RepeatableAuthServices {

    /** Whether the auth service is one of them; false if the catalogue does not tell, or has not been read yet. */
    boolean isRepeatable(TenantId tenantId, AuthServiceId authServiceId);
}
