package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;

/**
 * A requestor asks for a session token.
 *
 * @param requestId identifies the request: unique, and the same when the request is sent again
 * @param tenantId the tenant that has the auth service
 * @param authServiceId the auth service that is asked
 * @param parameterNames the names of the sealed parameters, for audit
 * @param credentials the parameters, sealed with one of the requestor's keys and bound to this request
 * @param requestedAt when the request was made, by the requestor's clock; the token's lifetime starts here
 * @param expiresAt when the requestor stops waiting; the broker does not work on the request after that
 * @param requestor the owner of the key that sealed the credentials
 * @param attempt which sending of the request this is; all attempts are alike but for this number
 * @param callerAddress the network address of whoever asked the requestor, if it is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionTokenRequested(
        RequestId requestId,
        TenantId tenantId,
        AuthServiceId authServiceId,
        List<String> parameterNames,
        Jwe credentials,
        Instant requestedAt,
        Instant expiresAt,
        RequestorName requestor,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Attempt attempt,
        @Nullable IpAddress callerAddress) {

    /** Refuses a missing part, a deadline that is not after the request, and invalid or repeated parameter names. */
    public SessionTokenRequested {
        Objects.requireNonNull(requestId, "requestId is missing");
        Objects.requireNonNull(tenantId, "tenantId is missing");
        Objects.requireNonNull(authServiceId, "authServiceId is missing");
        parameterNames = List.copyOf(Objects.requireNonNull(parameterNames, "parameterNames is missing"));
        Objects.requireNonNull(credentials, "credentials is missing");
        Objects.requireNonNull(requestedAt, "requestedAt is missing");
        Objects.requireNonNull(expiresAt, "expiresAt is missing");
        Objects.requireNonNull(requestor, "requestor is missing");
        Objects.requireNonNull(attempt, "attempt is missing");
        if (parameterNames.size() > Parameters.MAX_COUNT) {
            throw new IllegalArgumentException("parameterNames must have at most " + Parameters.MAX_COUNT + " names");
        }
        parameterNames.forEach(Parameter::requireName);
        if (Set.copyOf(parameterNames).size() < parameterNames.size()) {
            throw new IllegalArgumentException("parameterNames must have each name once");
        }
        if (!requestedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("expiresAt must be after requestedAt");
        }
    }

    /** A request that is sent for the first time, for a caller whose address is not known. */
    public SessionTokenRequested(
            RequestId requestId,
            TenantId tenantId,
            AuthServiceId authServiceId,
            List<String> parameterNames,
            Jwe credentials,
            Instant requestedAt,
            Instant expiresAt,
            RequestorName requestor) {
        this(
                requestId,
                tenantId,
                authServiceId,
                parameterNames,
                credentials,
                requestedAt,
                expiresAt,
                requestor,
                Attempt.FIRST,
                null);
    }

    /** The same request, sent once more. */
    SessionTokenRequested nextAttempt() {
        return new SessionTokenRequested(
                requestId,
                tenantId,
                authServiceId,
                parameterNames,
                credentials,
                requestedAt,
                expiresAt,
                requestor,
                new Attempt(attempt.number() + 1),
                callerAddress);
    }
}
