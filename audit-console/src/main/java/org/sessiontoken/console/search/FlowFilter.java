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
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
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

    /** The same for all tenants and auth services. */
    FlowFilter withoutNames() {
        return new FlowFilter(
                from,
                to,
                correlationId,
                requestId,
                account,
                tokenHash,
                Set.of(),
                Set.of(),
                requestors,
                outcomes,
                reasons,
                callers);
    }

    /** Whether a row is wanted, for what the records say that count, or for what another one says with its ID. */
    public boolean matches(FlowRow row, AccountHashes accounts) {
        return (requestId == null || requestId.equals(row.requestId()))
                && ended().test(row.kind())
                && (matches(
                                row.at(),
                                row.correlationId(),
                                row.kind(),
                                row.callerAddress(),
                                row.account(),
                                row.tokenHash(),
                                accounts)
                        || row.alternates().stream()
                                .anyMatch(other -> matches(
                                        other.at(),
                                        other.correlationId(),
                                        other.sent(),
                                        other.callerAddress(),
                                        other.account() == null ? row.account() : other.account(),
                                        other.tokenHash() == null ? row.tokenHash() : other.tokenHash(),
                                        accounts)));
    }

    private boolean matches(
            Instant at,
            String correlation,
            FlowKind kind,
            @Nullable IpAddress caller,
            @Nullable AccountId accountId,
            @Nullable TokenHash token,
            AccountHashes accounts) {
        return (from == null || !at.isBefore(from))
                && (to == null || at.isBefore(to))
                && (correlationId == null || correlationId.equals(correlation))
                && (account == null || (accountId != null && account.equals(accounts.of(accountId))))
                && (tokenHash == null || tokenHash.equals(token))
                && (callers.isEmpty() || (caller != null && callers.stream().anyMatch(range -> range.contains(caller))))
                && sent().test(kind);
    }

    /** Whether a kind of requests is wanted. */
    Predicate<FlowKind> kinds() {
        return sent().and(ended());
    }

    /** Whether requests of this tenant, auth service and requestor are wanted. */
    Predicate<FlowKind> sent() {
        return kind -> oneOf(tenants, kind.tenantId())
                && oneOf(authServices, kind.authServiceId())
                && oneOf(requestors, kind.requestor());
    }

    /** Whether requests that ended so are wanted. */
    Predicate<FlowKind> ended() {
        return kind -> oneOf(reasons, kind.reason())
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
