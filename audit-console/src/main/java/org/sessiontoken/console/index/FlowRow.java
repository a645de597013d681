package org.sessiontoken.console.index;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TokenHash;

/**
 * One request and what came of it, as far as it is read.
 *
 * @param id the number of the row in this index; another index has others
 * @param requestId the request's ID
 * @param correlationId the caller's call flow
 * @param kind tenant, auth service, requestor, outcome and reason
 * @param callerAddress the address of whoever asked the requestor, if it is known
 * @param account the account that the credential named, if it is known
 * @param tokenHash the hash of the issued token, if one was issued
 * @param at when Kafka got the request; of a request that is not read, when Kafka got its outcome
 * @param repliedAt when Kafka got the outcome, if there is one
 * @param tookMicros how long whoever asked waited for the outcome, which is until the deadline at most; missing as long as there
 *     is none
 * @param attempts how often the request was sent
 * @param outcomes how many outcomes there are: the first one counts
 * @param differs whether another outcome differs from the first one
 * @param places where the records are: the request, the outcome that counts, and then any others
 */
public record FlowRow(
        long id,
        String requestId,
        String correlationId,
        FlowKind kind,
        @Nullable IpAddress callerAddress,
        @Nullable AccountId account,
        @Nullable TokenHash tokenHash,
        Instant at,
        @Nullable Instant repliedAt,
        @Nullable Long tookMicros,
        int attempts,
        int outcomes,
        boolean differs,
        List<Place> places) {

    /** Copies the places. */
    public FlowRow {
        places = List.copyOf(places);
    }
}
