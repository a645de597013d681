package org.sessiontoken.backend.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.KEY;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.NOW;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.ask;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertAuthenticated;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.assertUnauthorised;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;

class SharedSecretJwtBackendTest extends SsoBackendContract {

    @TempDir
    Path folder;

    @Override
    protected SsoBackend createBackend() {
        Path keys = folder.resolve("keys.json");
        if (!Files.exists(keys)) {
            write(keys);
        }
        SsoBackendFactory factory = ServiceLoader.load(SsoBackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.type().equals("shared-secret-jwt"))
                .findFirst()
                .orElseThrow();
        return TestBackendContext.with(Map.of("keys", keys.toString())).create(factory);
    }

    @Override
    protected SsoRequest genuineRequest() {
        return request(HeadEnd.genuine());
    }

    @Override
    protected List<Secret> secrets() {
        return List.of(HeadEnd.SECRET);
    }

    @Nested
    class TheDocumentsExample {

        private static final Instant BEFORE_IT_EXPIRED = Instant.parse("2024-12-24T12:00:00Z");
        private static final String KID = "70646948-d6fb-4ce8-a433-52a14ee2fa0a";
        private static final String EXAMPLE =
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjcwNjQ2OTQ4LWQ2ZmItNGNlOC1hND"
                        + "MzLTUyYTE0ZWUyZmEwYSJ9.eyJ0eXAiOiJHZXRTZXNzaW9uVG9rZW5BdXRoTiIsIk9wZkFjY291bnRJZCI6IlNlc3Npb25Ub2tl"
                        + "blNpZ25PbkFjY291bnQtMDAwMSIsIk9wZlRlbmFudElkIjoibmFncmEiLCJleHAiOjE3MzUwODQ4MDAsImF1ZCI6ImFncyJ9"
                        + ".yMwK-RJLh_nUeJPuoVtrfP8ol-sRuvO4dsy0QmRNzS8";

        private final SharedSecretJwtBackend withItsKid =
                new SharedSecretJwtBackend(HeadEnd.options(new NamedKey(KID, "HS256", HeadEnd.SECRET)));

        @Test
        void isUnauthorised() {
            assertUnauthorised(ask(EXAMPLE), JwtReason.UNKNOWN_KEY);
        }

        @Test
        void isUnauthorisedUnderAnotherSecretOfItsKid() {
            SsoRequest request = HeadEnd.request(Secret.ofText(EXAMPLE), "nagra", BEFORE_IT_EXPIRED);

            assertUnauthorised(ask(withItsKid, request), JwtReason.BAD_SIGNATURE);
        }

        @Test
        void isAuthenticatedOnceSignedWithTheSharedSecretAndNotExpired() {
            String signed =
                    HeadEnd.signed(EXAMPLE.substring(0, EXAMPLE.lastIndexOf('.')), "HmacSHA256", HeadEnd.SECRET);
            SsoRequest request = HeadEnd.request(Secret.ofText(signed), "nagra", BEFORE_IT_EXPIRED);

            assertThat(ask(withItsKid, request))
                    .isEqualTo(new Authenticated(new AccountId("SessionTokenSignOnAccount-0001")));
        }
    }

    @Nested
    class AGenuineToken {

        @Test
        void ofAnotherTenantIsForbidden() {
            SsoRequest request = HeadEnd.request(Secret.ofText(HeadEnd.genuine()), "another", NOW);

            assertThat(ask(HeadEnd.backend(), request)).isEqualTo(new Forbidden(JwtReason.WRONG_TENANT.code()));
        }

        @Test
        void ofAnotherTenantIsUnauthorisedOnceItIsExpired() {
            SsoRequest request = HeadEnd.request(Secret.ofText(HeadEnd.genuine()), "another", NOW.plusSeconds(3_600));

            assertUnauthorised(ask(HeadEnd.backend(), request), JwtReason.TOKEN_EXPIRED);
        }

        @Test
        void ofATenantInOtherLettersIsForbidden() {
            SsoRequest request = HeadEnd.request(Secret.ofText(HeadEnd.genuine()), "NAGRA", NOW);

            assertThat(ask(HeadEnd.backend(), request)).isEqualTo(new Forbidden(JwtReason.WRONG_TENANT.code()));
        }

        @Test
        void isJudgedAsOfTheRequestHoweverLateItIsDelivered() {
            assertAuthenticated(ask(HeadEnd.genuine(), NOW));
            assertUnauthorised(ask(HeadEnd.genuine(), NOW.plusSeconds(3_600)), JwtReason.TOKEN_EXPIRED);
            assertAuthenticated(ask(HeadEnd.genuine(), NOW));
        }

        @Test
        void mayBeMadeByAJwtLibrary() {
            String token = Jwts.builder()
                    .json(JoseJson.writer())
                    .header()
                    .keyId(KEY.kid())
                    .and()
                    .claim("typ", "GetSessionTokenAuthN")
                    .claim("OpfAccountId", "account-1")
                    .claim("OpfTenantId", "nagra")
                    .audience()
                    .add("ags")
                    .and()
                    .issuedAt(Date.from(NOW))
                    .expiration(Date.from(NOW.plusSeconds(60)))
                    .signWith(KEY.toSecretKey(), Jwts.SIG.HS256)
                    .compact();

            assertAuthenticated(ask(token));
        }

        @Test
        void mayBeSignedWithAnyKeyOfTheFileUnderItsOwnAlgorithm() {
            assertAuthenticated(ask(HeadEnd.token(
                    HeadEnd.header("HS384", HeadEnd.KEY_384.kid()), HeadEnd.claims(), "HmacSHA384", HeadEnd.SECRET)));
            assertAuthenticated(ask(HeadEnd.token(
                    HeadEnd.header("HS512", HeadEnd.KEY_512.kid()), HeadEnd.claims(), "HmacSHA512", HeadEnd.SECRET)));
        }

        @Test
        void mayHaveMoreClaimsAndHeadersThanTheBrokerKnows() {
            String header = "{\"cty\":\"x\",\"x\":[1],\"alg\":\"HS256\",\"kid\":\"" + KEY.kid() + "\"}";

            assertAuthenticated(ask(HeadEnd.token(header, HeadEnd.claimsWith("jti", "{\"a\":[null,1.5]}"))));
        }
    }

    @Nested
    class ARequestWithoutTheToken {

        @Test
        void isInvalidAndNamesTheParameter() {
            assertThat(ask(HeadEnd.backend(), with(new Parameters(List.of()))))
                    .isEqualTo(new Invalid(
                            JwtReason.MISSING_PARAMETER.code(), "parameter 'OperatorAuthToken' is missing"));
        }

        @Test
        void isInvalidWhereTheNameIsInOtherLetters() {
            Parameter parameter = new Parameter("operatorauthtoken", Secret.ofText(HeadEnd.genuine()));

            assertThat(ask(HeadEnd.backend(), with(new Parameters(List.of(parameter)))))
                    .isInstanceOf(Invalid.class);
        }

        private SsoRequest with(Parameters parameters) {
            SsoRequest request = genuineRequest();
            return new SsoRequest(
                    request.requestId(),
                    request.correlationId(),
                    request.tenantId(),
                    request.authServiceId(),
                    parameters,
                    request.asOf(),
                    request.deadline());
        }
    }

    @Test
    void answersBeforeItReturns() {
        assertThat(HeadEnd.backend().authenticate(genuineRequest()).toCompletableFuture())
                .isCompleted();
    }

    private static SsoRequest request(String token) {
        return HeadEnd.request(Secret.ofText(token), "nagra", NOW);
    }

    private static void write(Path keys) {
        try {
            KeySetFile.write(keys, List.of(KEY));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
