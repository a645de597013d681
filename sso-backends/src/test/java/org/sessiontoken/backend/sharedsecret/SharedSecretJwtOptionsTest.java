package org.sessiontoken.backend.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.Secret;

class SharedSecretJwtOptionsTest {

    private static final String PATH = TestBackendContext.PATH;

    @TempDir
    Path folder;

    @Nested
    class Defaults {

        @Test
        void areThoseOfTheQrScenario() throws IOException {
            assertThat(read(Map.of("keys", fileOf(HeadEnd.KEY)))).isEqualTo(HeadEnd.options(HeadEnd.KEY));
        }
    }

    @Nested
    class EachOption {

        @Test
        void isHonoured() throws IOException {
            SharedSecretJwtOptions options = read(Map.of(
                    "keys", fileOf(HeadEnd.KEY),
                    "parameter", "Jwt",
                    "audience", "broker",
                    "token-type", "Qr",
                    "clock-skew", "0s",
                    "max-lifetime", "10m",
                    "account-claim", "sub",
                    "tenant-claim", "iss"));

            assertThat(options)
                    .isEqualTo(new SharedSecretJwtOptions(
                            List.of(HeadEnd.KEY),
                            "Jwt",
                            "broker",
                            "Qr",
                            Duration.ZERO,
                            Duration.ofMinutes(10),
                            "sub",
                            "iss"));
        }

        @ParameterizedTest
        @CsvSource({
            "clock-skew, 5m1s",
            "clock-skew, PT5M1S",
            "clock-skew, PT-1S",
            "clock-skew, soon",
            "max-lifetime, 59s",
            "max-lifetime, 366d",
            "parameter, -starts-with-a-hyphen",
            "parameter, a/b",
            "audiance, ags",
            "Audience, ags",
        })
        void isNamedByItsFullPathWhereItIsRefused(String name, String value) throws IOException {
            String keys = fileOf(HeadEnd.KEY);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(Map.of("keys", keys, name, value)))
                    .withMessageStartingWith(PATH + "." + name);
        }
    }

    @Nested
    class KeyFiles {

        @Test
        void areMandatory() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(Map.of()))
                    .withMessage(PATH + ".keys is missing");
        }

        @Test
        void areNamedWithTheOptionWhereTheyCannotBeRead() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            read(Map.of("keys", folder.resolve("none.json").toString())))
                    .withMessageStartingWith(PATH + ".keys: ")
                    .withMessageContaining("none.json");
        }

        @Test
        void holdKeysThatSignOnly() throws IOException {
            NamedKey wrapping = new NamedKey("wrapping-1", "A256GCMKW", Secret.ofBytes(new byte[32]));
            String keys = fileOf(HeadEnd.KEY, wrapping);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(Map.of("keys", keys)))
                    .withMessageStartingWith(PATH + ".keys: key 'wrapping-1' is for A256GCMKW");
        }

        @Test
        void holdNoKeyForDevelopmentWhereThoseAreRefused() throws IOException {
            String keys = fileOf(DevelopmentKeys.generate("dev-1", "HS256", 32));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(Map.of("keys", keys)))
                    .withMessageContaining("'dev-1'");
        }

        @Test
        void holdSeveralKeysSoThatTheyCanBeRotated() throws IOException {
            NamedKey next = new NamedKey("head-end-2", "HS256", Secret.ofText("another secret of thirty-two bytes"));
            SharedSecretJwtBackend before = new SharedSecretJwtBackend(read(Map.of("keys", fileOf(HeadEnd.KEY))));
            SharedSecretJwtBackend during = new SharedSecretJwtBackend(read(Map.of("keys", fileOf(HeadEnd.KEY, next))));
            SharedSecretJwtBackend after = new SharedSecretJwtBackend(read(Map.of("keys", fileOf(next))));

            assertThat(authenticatedBy(HeadEnd.KEY, before, during, after)).containsExactly(true, true, false);
            assertThat(authenticatedBy(next, before, during, after)).containsExactly(false, true, true);
        }
    }

    @Test
    void leadToTheClaimsAndParameterThatTheyName() throws IOException {
        SharedSecretJwtBackend backend = new SharedSecretJwtBackend(
                read(Map.of("keys", fileOf(HeadEnd.KEY), "account-claim", "sub", "tenant-claim", "iss")));
        Map<String, String> members = HeadEnd.members();
        members.put("sub", String.valueOf(members.remove("OpfAccountId")));
        members.put("iss", String.valueOf(members.remove("OpfTenantId")));

        HeadEnd.assertAuthenticated(ask(backend, HeadEnd.token(HeadEnd.HEADER, HeadEnd.json(members))));
        HeadEnd.assertUnauthorised(ask(backend, HeadEnd.genuine()), JwtReason.MISSING_CLAIM);
    }

    private static List<Boolean> authenticatedBy(NamedKey key, SharedSecretJwtBackend... backends) {
        String token = HeadEnd.token(
                HeadEnd.header(key.algorithm(), key.kid()), HeadEnd.claims(), "HmacSHA256", key.material());
        List<Boolean> answers = new ArrayList<>();
        for (SharedSecretJwtBackend backend : backends) {
            answers.add(ask(backend, token) instanceof Authenticated);
        }
        return answers;
    }

    private static SsoOutcome ask(SharedSecretJwtBackend backend, String token) {
        return HeadEnd.ask(backend, HeadEnd.request(Secret.ofText(token), "nagra", HeadEnd.NOW));
    }

    private String fileOf(NamedKey... keys) throws IOException {
        Path file = Files.createTempDirectory(folder, "keys").resolve("keys.json");
        KeySetFile.write(file, List.of(keys));
        return file.toString();
    }

    private static SharedSecretJwtOptions read(Map<String, String> options) {
        TestBackendContext context = TestBackendContext.with(options);
        SharedSecretJwtOptions read = SharedSecretJwtOptions.read(context);
        context.options().refuseUnread();
        return read;
    }
}
