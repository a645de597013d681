package org.sessiontoken.broker.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/**
 * The tokens of this table were computed by a program in another language. Do not adapt them to the code: while an old
 * and a new version of the broker run side by side, both must issue the same token for the same request.
 */
class TokenIssuerTest {

    private static final byte FIRST = 0;

    @ParameterizedTest
    @CsvSource({
        // The first, and then one part after the other changed.
        "request-1, http-adapter, demo, Operator QR, account-1, 5tjw6jpc1z3kztqiya58bm01uj",
        "request-2, http-adapter, demo, Operator QR, account-1, 3nxlg6ld49geeb8j6rpm66zkda",
        "request-1, crm, demo, Operator QR, account-1, lu8itocjywezayirnkl6y1sgre",
        "request-1, http-adapter, other, Operator QR, account-1, pctrg1myq4y05onaebiceiy8ba",
        "request-1, http-adapter, demo, Operator, account-1, 6fcqedj5sejzdt12u3un5jllou",
        "request-1, http-adapter, demo, Operator QR, account-2, 3zc8tptemo94cl5pghex8d9qer",
        // A token that begins with zero keeps its length.
        "request-16, http-adapter, demo, Operator QR, account-1, 0drj7imn43q7iufw6lhpsjq1ia",
        "0f8fad5b-d9cb-469f-a165-70867728950e, http-adapter, operator-nl, Inloggen met QR,"
                + " SessionTokenSignOnAccount-0001, 89iyfbe0r7q74lym4s471fjm15"
    })
    void derivesThisTokenAndNoOther(
            String requestId, String requestor, String tenantId, String authServiceId, String accountId, String token) {
        Secret issued = new TokenIssuer(key(FIRST, "HS256"))
                .issue(request(requestId, requestor, tenantId, authServiceId, FIRST), new AccountId(accountId));

        assertThat(issued.text()).isEqualTo(token);
    }

    @Test
    void derivesAnotherTokenWithAnotherKey() {
        SessionTokenRequested request = request("request-1", "http-adapter", "demo", "Operator QR", FIRST);

        assertThat(new TokenIssuer(key(1, "HS256"))
                        .issue(request, new AccountId("account-1"))
                        .text())
                .isEqualTo("3hsi5cz5vz9i7t3vbdgmngmk4r");
    }

    @Test
    void derivesTheSameTokenWhenTheRequestIsSentAgainLater() {
        TokenIssuer issuer = new TokenIssuer(key(FIRST, "HS256"));
        AccountId account = new AccountId("account-1");

        Secret first = issuer.issue(request("request-1", "http-adapter", "demo", "Operator QR", FIRST), account);
        Secret again = issuer.issue(request("request-1", "http-adapter", "demo", "Operator QR", 30), account);

        assertThat(again).isEqualTo(first);
    }

    @Test
    void refusesAKeyForAnotherAlgorithm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenIssuer(key(FIRST, "A256GCMKW")))
                .withMessage("issuing key 'issuing-1' must be for HS256");
    }

    /** 32 bytes, each one more than the one before. */
    private static NamedKey key(int first, String algorithm) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return new NamedKey("issuing-1", algorithm, Secret.ofBytes(bytes));
    }

    private static SessionTokenRequested request(
            String requestId, String requestor, String tenantId, String authServiceId, int second) {
        Instant requestedAt = Instant.parse("2026-03-01T12:00:00Z").plusSeconds(second);
        return new SessionTokenRequested(
                new RequestId(requestId),
                new TenantId(tenantId),
                new AuthServiceId(authServiceId),
                List.of("OperatorAuthToken"),
                new Jwe("e30.a.b.c.d"),
                requestedAt,
                requestedAt.plusSeconds(10),
                new RequestorName(requestor));
    }
}
