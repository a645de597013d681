package org.sessiontoken.sso;

/**
 * The keys that backends use in structured log lines: the same as the broker's own, so that one search finds the lines of
 * both. Log neither parameters nor responses, and no message of an exception: it may quote a credential.
 */
public final class BackendLogKeys {

    /** The auth service, from {@link SsoRequest#authServiceId()} or {@link SsoBackendContext#authServiceId()}. */
    public static final String AUTH_SERVICE_ID = "authServiceId";

    /** The caller's call flow, from {@link SsoRequest#correlationId()}. */
    public static final String CORRELATION_ID = "correlationId";

    /** The class of an exception, and where it was thrown. */
    public static final String EXCEPTION = "exception";

    /** The cause of a problem, as a code or in words that quote nothing. */
    public static final String REASON = "reason";

    /** An HTTP status. */
    public static final String STATUS = "status";

    /** The tenant, from {@link SsoRequest#tenantId()} or {@link SsoBackendContext#tenantId()}. */
    public static final String TENANT_ID = "tenantId";

    /** The distributed trace, from {@link SsoRequest#trace()}: the ID that is the same in all programs. */
    public static final String TRACE_ID = "traceId";

    private BackendLogKeys() {}
}
