package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.backend.MutableClock;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;

/** The contract and the everyday cases against a real provider, over real HTTP. */
class OidcJwtBackendContractTest extends SsoBackendContract {

    private static final OpenIdProvider PROVIDER = new OpenIdProvider();

    private final MutableClock clock = new MutableClock(Instant.now());

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Override
    protected SsoBackend createBackend() {
        return backend(Map.of("tenant-claim", "tenant"));
    }

    @Override
    protected SsoRequest genuineRequest() {
        return FakeOpenIdProvider.request(PROVIDER.idToken(), clock.instant());
    }

    @Nested
    class AnIdToken {

        @Test
        void signsInWhoSignedInAtTheProvider() {
            assertThat(ask(createBackend(), PROVIDER.idToken()))
                    .isEqualTo(new Authenticated(new AccountId(OpenIdProvider.ACCOUNT)));
        }

        @Test
        void isGoodAlsoOnceTheProviderHasANewKey() {
            SsoBackend backend = createBackend();
            ask(backend, PROVIDER.idToken());
            PROVIDER.rotate();
            clock.advance(Duration.ofSeconds(10));

            assertThat(ask(backend, PROVIDER.idToken())).isInstanceOf(Authenticated.class);
        }

        @Test
        void isNoGoodToAnotherAudience() {
            assertThat(ask(backend(Map.of("audience", "other")), PROVIDER.idToken()))
                    .isEqualTo(new Unauthorised(JwtReason.WRONG_AUDIENCE.code()));
        }

        @Test
        void isNoGoodOnceItExpired() {
            SsoRequest tomorrow = FakeOpenIdProvider.request(
                    PROVIDER.idToken(), clock.instant().plus(Duration.ofDays(1)));

            assertThat(FakeOpenIdProvider.ask(createBackend(), tomorrow))
                    .isEqualTo(new Unauthorised(JwtReason.TOKEN_EXPIRED.code()));
        }
    }

    @Nested
    class AnAccessToken {

        @Test
        void signsInTheClientThatGotItUnlessAClaimOfIdTokensIsRequired() {
            String accessToken = PROVIDER.accessToken();

            assertThat(ask(createBackend(), accessToken))
                    .isEqualTo(new Authenticated(new AccountId(OpenIdProvider.CLIENT)));
            assertThat(ask(backend(Map.of("required-claims.azp", OpenIdProvider.CLIENT)), accessToken))
                    .isEqualTo(new Unauthorised(JwtReason.MISSING_CLAIM.code()));
        }
    }

    @Nested
    class AProviderThatIsNotThere {

        /** A circuit breaker would be opened by tokens with made-up key names, and shut out those whose keys are known. */
        @Test
        void isAskedOnceAnIntervalWithoutACircuitBreaker() {
            assertThat(createBackend().limitsItself()).isTrue();
            assertThat(createBackend().checksSignatures()).isTrue();
        }

        @Test
        void leavesTheBackendUnavailable() {
            assertThat(ask(backend(Map.of("jwks-uri", "http://127.0.0.1:1/jwks")), PROVIDER.idToken()))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            outcome -> assertThat(outcome.reason()).isEqualTo(JwtReason.KEYS_UNAVAILABLE.code()));
        }
    }

    private SsoOutcome ask(SsoBackend backend, String token) {
        return FakeOpenIdProvider.ask(backend, FakeOpenIdProvider.request(token, clock.instant()));
    }

    private SsoBackend backend(Map<String, String> more) {
        Map<String, String> options =
                new HashMap<>(Map.of("issuer", PROVIDER.issuer(), "audience", OpenIdProvider.CLIENT));
        options.putAll(more);
        return TestBackendContext.with(options).at(clock).create(new OidcJwtFactory());
    }
}
