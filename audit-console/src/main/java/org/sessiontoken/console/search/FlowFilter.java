package org.sessiontoken.console.search;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.value.IpRange;
import org.sessiontoken.value.TokenHash;

/**
 * Which requests are wanted: those for which everything holds that is given. Where there are several values, one of them must hold.
 *
 * @param from from when on, inclusive
 * @param to until when, exclusive
 * @param correlationId the caller's call flow
 * @param requestId the request
 * @param account the hash of the account
 * @param tokenHash the hash of the session token
 * @param tenants the tenants
 * @param authServices the auth services
 * @param requestors who asked
 * @param outcomes how it ended: the code of an outcome, {@code not-issued} for any other than issued, {@code pending} for none yet
 * @param reasons why it ended so
 * @param callers the addresses of whoever asked the requestor
 */
public record FlowFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String correlationId,
        @Nullable String requestId,
        @Nullable AccountHash account,
        @Nullable TokenHash tokenHash,
        Set<String> tenants,
        Set<String> authServices,
        Set<String> requestors,
        Set<String> outcomes,
        Set<String> reasons,
        List<IpRange> callers) {

    /** Everything that is not given. */
    public static final FlowFilter ALL = new FlowFilter(
            null, null, null, null, null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of());

    static final String NOT_ISSUED = "not-issued";
    static final String PENDING = "pending";
    private static final String ISSUED = "issued";

    /** Copies the collections. */
    public FlowFilter {
        tenants = Set.copyOf(tenants);
        authServices = Set.copyOf(authServices);
        requestors = Set.copyOf(requestors);
        outcomes = Set.copyOf(outcomes);
        reasons = Set.copyOf(reasons);
        callers = List.copyOf(callers);
    }

    /** The same for another time. */
    public FlowFilter between(@Nullable Instant begin, @Nullable Instant end) {
        return new FlowFilter(
                begin,
                end,
                correlationId,
                requestId,
                account,
                tokenHash,
                tenants,
                authServices,
                requestors,
                outcomes,
                reasons,
                callers);
    }

    /** Whether a row is wanted. */
    public boolean matches(FlowRow row, AccountHashes accounts) {
        return (from == null || !row.at().isBefore(from))
                && (to == null || row.at().isBefore(to))
                && (correlationId == null || correlationId.equals(row.correlationId()))
                && (requestId == null || requestId.equals(row.requestId()))
                && (account == null || (row.account() != null && account.equals(accounts.of(row.account()))))
                && (tokenHash == null || tokenHash.equals(row.tokenHash()))
                && (callers.isEmpty()
                        || (row.callerAddress() != null
                                && callers.stream().anyMatch(range -> range.contains(row.callerAddress()))))
                && kinds().test(row.kind());
    }

    /** Whether a kind of requests is wanted. */
    Predicate<FlowKind> kinds() {
        return kind -> oneOf(tenants, kind.tenantId())
                && oneOf(authServices, kind.authServiceId())
                && oneOf(requestors, kind.requestor())
                && oneOf(reasons, kind.reason())
                && (outcomes.isEmpty() || outcomes.stream().anyMatch(wanted -> isOutcome(kind, wanted)));
    }

    /** Whether every kind is wanted. */
    boolean hasAnyKind() {
        return tenants.isEmpty()
                && authServices.isEmpty()
                && requestors.isEmpty()
                && outcomes.isEmpty()
                && reasons.isEmpty();
    }

    private static boolean oneOf(Set<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }

    private static boolean isOutcome(FlowKind kind, String wanted) {
        String code = kind.outcome() == null ? PENDING : kind.outcome().code();
        return wanted.equals(code) || (wanted.equals(NOT_ISSUED) && kind.outcome() != null && !code.equals(ISSUED));
    }
}
