package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.DISCOVERY;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ISSUER;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.JWKS;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.NOW;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ask;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnauthorised;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnavailable;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.genuine;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;

class OidcJwtBackendTest {

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA);

    @Nested
    class ARequestWhoseKeyIsKnown {

        @Test
        void isAnsweredBeforeTheCallReturns() {
            assertThat(provider.backend().authenticate(request(genuine())).toCompletableFuture())
                    .isCompleted();
        }

        @Test
        void isAnsweredWithoutAskingTheProviderAgain() {
            SsoBackend backend = provider.backend();
            for (int i = 0; i < 100; i++) {
                assertAuthenticated(ask(backend, genuine()));
            }

            assertThat(provider.asked).containsExactly(DISCOVERY, JWKS);
        }
    }

    @Nested
    class StartUp {

        @Test
        void needsNoProvider() {
            provider.goDown();

            assertUnavailable(ask(provider.backend(), genuine()), Duration.ofSeconds(10));
        }

        @Test
        void fetchesTheKeysBeforeAnybodyNeedsThem() {
            provider.backend();

            assertThat(provider.asked).containsExactly(DISCOVERY, JWKS);
        }

        @Test
        void isMadeGoodOnceTheProviderIsUp() {
            provider.goDown();
            SsoBackend backend = provider.backend();
            provider.describe(ISSUER, JWKS);
            provider.publish(SigningKey.RSA);
            provider.clock.advance(Duration.ofSeconds(10));

            assertAuthenticated(ask(backend, genuine()));
        }

        @Test
        void leavesTheFirstRequestsWaitingWhileTheKeysAreOnTheirWay() {
            CompletableFuture<OutboundResponse> held = provider.hold(JWKS);
            SsoBackend backend = provider.backend();
            CompletionStage<SsoOutcome> outcome = backend.authenticate(request(genuine()));

            assertThat(outcome.toCompletableFuture()).isNotDone();
            held.complete(keySet(SigningKey.RSA));
            assertThat(outcome.toCompletableFuture())
                    .isCompletedWithValueMatching(SsoOutcome.Authenticated.class::isInstance);
        }
    }

    @Nested
    class Rotation {

        private final String byTheNewKey = SigningKey.RSA_2.token("RS256", claims());

        @Test
        void isNoticedWhenATokenNamesTheNewKey() {
            SsoBackend backend = provider.backend();
            provider.publish(SigningKey.RSA, SigningKey.RSA_2);
            provider.clock.advance(Duration.ofSeconds(10));

            assertAuthenticated(ask(backend, byTheNewKey));
            assertAuthenticated(ask(backend, genuine()));
            assertThat(provider.fetches()).isEqualTo(2);
        }

        @Test
        void endsTheOldKeyOnceTheKeysAreFetched() {
            SsoBackend backend = provider.backend();
            provider.publish(SigningKey.RSA_2);
            provider.clock.advance(Duration.ofSeconds(10));

            assertAuthenticated(ask(backend, genuine()));
            assertAuthenticated(ask(backend, byTheNewKey));
            assertUnavailable(ask(backend, genuine()), Duration.ofSeconds(10));
            provider.clock.advance(Duration.ofSeconds(10));
            assertUnauthorised(ask(backend, genuine()), JwtReason.UNKNOWN_KEY);
        }

        @Test
        void endsTheOldKeyWithTheFetchAfterItsLifetime() {
            SsoBackend backend = provider.backend();
            provider.publish(SigningKey.RSA_2);
            provider.clock.advance(Duration.ofMinutes(15));

            assertAuthenticated(ask(backend, genuine()));
            provider.clock.advance(Duration.ofSeconds(10));
            assertUnauthorised(ask(backend, genuine()), JwtReason.UNKNOWN_KEY);
        }

        /** Whoever sends made-up key names uses up the fetch of each interval. */
        @Test
        void isNeverTakenForAForgeryAfterAMadeUpKeyName() {
            SsoBackend backend = provider.backend();
            provider.clock.advance(Duration.ofSeconds(10));
            assertUnauthorised(ask(backend, forged(1)), JwtReason.UNKNOWN_KEY);
            provider.publish(SigningKey.RSA, SigningKey.RSA_2);

            for (int left = 10; left > 0; left--) {
                assertUnavailable(ask(backend, byTheNewKey), Duration.ofSeconds(left));
                provider.clock.advance(Duration.ofSeconds(1));
            }

            assertAuthenticated(ask(backend, byTheNewKey));
        }

        @Test
        void isNeverTakenForAForgeryWhileAFetchIsInProgress() {
            SsoBackend backend = provider.backend();
            provider.clock.advance(Duration.ofSeconds(10));
            CompletableFuture<OutboundResponse> held = provider.hold(JWKS);
            backend.authenticate(request(forged(1)));
            CompletionStage<SsoOutcome> outcome = backend.authenticate(request(byTheNewKey));
            held.complete(keySet(SigningKey.RSA));

            assertUnavailable(outcome.toCompletableFuture().join(), Duration.ofSeconds(10));
        }
    }

    @Nested
    class AKeyThatNobodyKnows {

        @Test
        void isLookedForOnceAnInterval() {
            SsoBackend backend = provider.backend();
            for (int second = 0; second < 60; second++) {
                int sinceTheLastFetch = second % 10;
                if (second > 0 && sinceTheLastFetch == 0) {
                    assertUnauthorised(ask(backend, forged(second)), JwtReason.UNKNOWN_KEY);
                } else {
                    assertUnavailable(ask(backend, forged(second)), Duration.ofSeconds(10 - sinceTheLastFetch));
                }
                provider.clock.advance(Duration.ofSeconds(1));
            }

            // At the start, and then after 10, 20, 30, 40 and 50 seconds.
            assertThat(provider.fetches()).isEqualTo(6);
        }

        @Test
        void isLookedForOnceByAThousandRequestsAtATime() throws Exception {
            SsoBackend backend = provider.backend();
            provider.clock.advance(Duration.ofSeconds(10));
            CompletableFuture<OutboundResponse> held = provider.hold(JWKS);

            List<CompletionStage<SsoOutcome>> outcomes = askAtOnce(backend, 1_000);

            assertThat(provider.fetches()).isEqualTo(2);
            assertThat(outcomes)
                    .filteredOn(one -> !one.toCompletableFuture().isDone())
                    .hasSize(1 + JwksCache.MAX_WAITING);
            held.complete(keySet(SigningKey.RSA));
            assertThat(outcomes)
                    .extracting(one -> one.toCompletableFuture().join())
                    .filteredOn(new SsoOutcome.Unauthorised(JwtReason.UNKNOWN_KEY.code())::equals)
                    .hasSize(1);
            assertThat(outcomes)
                    .extracting(one -> one.toCompletableFuture().join())
                    .filteredOn(SsoOutcome.Unavailable.class::isInstance)
                    .hasSize(999);
            assertThat(provider.fetches()).isEqualTo(2);
        }

        @Test
        void isNotLookedForWhereNoKeyCanHaveIt() {
            SsoBackend backend =
                    FakeOpenIdProvider.with(SigningKey.RSA, SigningKey.RSA_2).backend();

            assertUnauthorised(
                    ask(backend, SigningKey.RSA.token("{\"alg\":\"RS256\"}", "RS256", claims())),
                    JwtReason.UNKNOWN_KEY);
            assertUnauthorised(
                    ask(backend, SigningKey.RSA.token("{\"alg\":\"RS256\",\"kid\":1}", "RS256", claims())),
                    JwtReason.UNKNOWN_KEY);
        }

        @Test
        void doesNotHoldUpWhoseKeyIsKnown() {
            SsoBackend backend = provider.backend();
            provider.clock.advance(Duration.ofSeconds(10));
            provider.hold(JWKS);
            backend.authenticate(request(forged(1)));

            assertThat(backend.authenticate(request(genuine())).toCompletableFuture())
                    .isCompleted();
        }

        @Test
        void isNotLookedForWhereTheTokenIsRefusedAnyhow() {
            SsoBackend backend = provider.backend();
            provider.clock.advance(Duration.ofSeconds(10));
            ask(backend, SigningKey.RSA_2.token("{\"alg\":\"HS256\",\"kid\":\"x\"}", "RS256", claims()));
            ask(backend, SigningKey.RSA_2.token("{\"alg\":\"RS256\",\"kid\":\"x\",\"typ\":\"x\"}", "RS256", claims()));
            ask(backend, "x.y.z");

            assertThat(provider.fetches()).isEqualTo(1);
        }

        private List<CompletionStage<SsoOutcome>> askAtOnce(SsoBackend backend, int requests) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                CountDownLatch go = new CountDownLatch(1);
                List<Future<CompletionStage<SsoOutcome>>> asking = new ArrayList<>();
                for (int i = 0; i < requests; i++) {
                    SsoRequest request = request(forged(i));
                    asking.add(threads.submit(() -> {
                        go.await();
                        return backend.authenticate(request);
                    }));
                }
                go.countDown();
                List<CompletionStage<SsoOutcome>> outcomes = new ArrayList<>();
                for (Future<CompletionStage<SsoOutcome>> one : asking) {
                    outcomes.add(one.get());
                }
                return outcomes;
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class AnOutage {

        @Test
        void leavesTheLastGoodKeysServingAndThenNone() {
            SsoBackend backend = provider.backend();
            provider.goDown();
            for (int minute = 0; minute < 75; minute++) {
                assertAuthenticated(ask(backend, genuine()));
                provider.clock.advance(Duration.ofMinutes(1));
            }

            assertUnavailable(ask(backend, genuine()), Duration.ofSeconds(10));
        }

        @Test
        void inWhichTheProviderHangsHoldsUpNobody() {
            SsoBackend backend = provider.backend("keys-lifetime", "1m", "keys-refresh-ahead", "20s");
            provider.hold(DISCOVERY);
            for (int second = 0; second < 600; second++) {
                assertThat(backend.authenticate(request(genuine())).toCompletableFuture())
                        .isCompletedWithValueMatching(SsoOutcome.Authenticated.class::isInstance);
                provider.clock.advance(Duration.ofSeconds(1));
            }
        }

        @Test
        void endsAtTheLifetimeWhereNoneIsTolerated() {
            SsoBackend backend = provider.backend("keys-outage-tolerance", "0s");
            provider.goDown();
            provider.clock.advance(Duration.ofMinutes(15).minusSeconds(1));

            assertAuthenticated(ask(backend, genuine()));
            provider.clock.advance(Duration.ofSeconds(1));
            assertUnavailable(ask(backend, genuine()), Duration.ofSeconds(9));
        }

        @Test
        void leavesOpenWhetherAnUnknownKeyIsANewOne() {
            SsoBackend backend = provider.backend();
            provider.goDown();
            provider.clock.advance(Duration.ofSeconds(10));
            String byTheNewKey = SigningKey.RSA_2.token("RS256", claims());

            assertUnavailable(ask(backend, byTheNewKey), Duration.ofSeconds(10));
            provider.clock.advance(Duration.ofSeconds(3));
            assertUnavailable(ask(backend, byTheNewKey), Duration.ofSeconds(7));
            assertAuthenticated(ask(backend, genuine()));
        }

        @ParameterizedTest
        @EnumSource(OutboundFailure.Kind.class)
        void isAnyWayInWhichThereIsNoAnswer(OutboundFailure.Kind kind) {
            provider.fail(JWKS, kind);

            assertUnavailable(ask(provider.backend(), genuine()), Duration.ofSeconds(10));
        }

        @ParameterizedTest
        @ValueSource(ints = {204, 301, 302, 304, 400, 401, 404, 429, 500, 503})
        void isAnyStatusBut200(int status) {
            provider.answer(JWKS, status, "{\"keys\":[" + SigningKey.RSA.jwk() + "]}");

            assertUnavailable(ask(provider.backend(), genuine()), Duration.ofSeconds(10));
        }
    }

    @Nested
    class ARequestWithoutTheToken {

        @Test
        void isInvalidAndNamesTheParameter() {
            assertThat(ask(provider.backend("parameter", "Jwt"), request(new Parameters(List.of()), NOW)))
                    .isEqualTo(new Invalid(JwtReason.MISSING_PARAMETER.code(), "parameter 'Jwt' is missing"));
        }
    }

    private static OutboundResponse keySet(SigningKey key) {
        return new OutboundResponse(
                200, Optional.of("application/json"), Secret.ofText("{\"keys\":[" + key.jwk() + "]}"));
    }

    private static String forged(int number) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"made-up-" + number + "\"}";
        return SigningKey.base64url(header) + "." + SigningKey.base64url(claims()) + ".AAAA";
    }
}
