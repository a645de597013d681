package org.sessiontoken.console.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;

/**
 * A row as the HTTP API has it.
 *
 * @param requestId the request
 * @param correlationId the caller's call flow
 * @param tenantId the tenant
 * @param authServiceId the auth service
 * @param requestor who asked
 * @param callerAddress the address of whoever asked the requestor
 * @param account the account, if it is known
 * @param outcome how it ended; null while there is no outcome
 * @param reason why it ended so
 * @param requestedAt when Kafka got the request
 * @param repliedAt when Kafka got the outcome
 * @param tookMs how long whoever asked waited for the outcome
 * @param attempts how often the request was sent
 * @param outcomes how many outcomes there are
 * @param differs whether they differ
 */
public record FlowJson(
        String requestId,
        String correlationId,
        @Nullable String tenantId,
        @Nullable String authServiceId,
        String requestor,
        @Nullable IpAddress callerAddress,
        @Nullable Account account,
        @Nullable Outcome outcome,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant repliedAt,
        @Nullable Double tookMs,
        int attempts,
        int outcomes,
        boolean differs) {

    private static final double MICROS_PER_MILLI = 1_000;

    /**
     * An account.
     *
     * @param hash what stands for its ID; null where the key that makes it is not known
     * @param id its ID; null for those who may not see it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Account(
            @Nullable AccountHash hash, @Nullable AccountId id) {

        /** How accounts are shown, with their IDs or without. */
        public static Function<AccountId, Account> shown(AccountHashes accounts, boolean withId) {
            return account -> new Account(accounts.of(account), withId ? account : null);
        }

        /** The ID, or else what stands for it. */
        public String text() {
            return id != null ? id.value() : String.valueOf(hash);
        }
    }

    /** A row, with the ID of its account or without. */
    public static FlowJson of(FlowRow row, AccountHashes accounts, boolean withAccount) {
        return of(row, Account.shown(accounts, withAccount));
    }

    /** A row, with its account shown so. */
    public static FlowJson of(FlowRow row, Function<AccountId, Account> accounts) {
        FlowKind kind = row.kind();
        AccountId account = row.account();
        Long micros = row.tookMicros();
        return new FlowJson(
                row.requestId(),
                row.correlationId(),
                kind.tenantId(),
                kind.authServiceId(),
                kind.requestor(),
                row.callerAddress(),
                account == null ? null : accounts.apply(account),
                kind.outcome(),
                kind.reason(),
                row.at(),
                row.repliedAt(),
                micros == null ? null : (Double) (micros / MICROS_PER_MILLI),
                row.attempts(),
                row.outcomes(),
                row.differs());
    }
}
