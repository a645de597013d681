package org.sessiontoken.example.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** Found as the broker finds it. */
class StaticPinBackendTest extends SsoBackendContract {

    private static final String SALT = "00112233445566778899aabbccddeeff";

    /** The hash of the PIN 4711, computed by {@code openssl kdf}, which prints capitals. */
    private static final String HASH = "E61DCFC3C6A7D9B9F9A941B3BF2DC78B5E45632779B559FFCCA927B9E85C993F";

    private static final String LINE = "account-1:10000:" + SALT + ":" + HASH;

    @TempDir
    private Path folder;

    @Override
    protected SsoBackend createBackend() {
        return created("# accounts of the kiosk\n\n" + LINE + "\n");
    }

    @Override
    protected SsoRequest genuineRequest() {
        return request("account-1", "4711");
    }

    @Override
    protected List<Secret> secrets() {
        return List.of(Secret.ofText(HASH), Secret.ofText(SALT));
    }

    @Test
    void tellsOnlyAuditWhetherTheAccountOrThePinIsWrong() {
        try (SsoBackend backend = createBackend()) {
            assertThat(answer(backend, request("account-1", "4711")))
                    .isEqualTo(new Authenticated(new AccountId("account-1")));
            assertThat(answer(backend, request("account-1", "4712")))
                    .isEqualTo(new Unauthorised(PinReason.WRONG_PIN.code()));
            assertThat(answer(backend, request("account-2", "4711")))
                    .isEqualTo(new Unauthorised(PinReason.UNKNOWN_ACCOUNT.code()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no account               | # nobody                                        | has no account
            no hash                  | account-1:10000:0011223344556677                | line 1
            a hash that is too short | account-1:10000:0011223344556677:00ff           | line 1
            too few iterations       | account-1:9999:0011223344556677:HASH            | from 10000 to 10000000
            a salt that is too short | account-1:10000:00112233445566:HASH             | at least 8 bytes
            an account twice         | a:10000:0011223344556677:HASH%na:10000:0011223344556677:HASH | line 2
            """)
    void refusesAFileWith(String what, String content, String said) {
        assertThatIllegalArgumentException()
                .as(what)
                .isThrownBy(() -> created(content.replace("HASH", HASH).replace("%n", "\n")))
                .withMessageStartingWith(TestBackendContext.PATH + ".accounts: ")
                .withMessageContaining(said)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(HASH));
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(folder.resolve("nowhere")))
                .withMessageContaining(TestBackendContext.PATH + ".accounts: file '")
                .withMessageContaining("cannot be read");
    }

    private SsoBackend created(String accounts) {
        try {
            return create(Files.writeString(folder.resolve("accounts"), accounts));
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private static SsoBackend create(Path file) {
        SsoBackendFactory factory = ServiceLoader.load(SsoBackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.type().equals("static-pin"))
                .findFirst()
                .orElseThrow();
        return TestBackendContext.with(Map.of("accounts", file.toString())).create(factory);
    }

    private static SsoRequest request(String account, String pin) {
        Instant asOf = Instant.parse("2026-03-01T12:00:00Z");
        return new SsoRequest(
                new RequestId("request-0001"),
                new CorrelationId("flow-1"),
                TestBackendContext.TENANT_ID,
                TestBackendContext.AUTH_SERVICE_ID,
                new Parameters(List.of(
                        new Parameter("Account", Secret.ofText(account)), new Parameter("Pin", Secret.ofText(pin)))),
                asOf,
                asOf.plusSeconds(10));
    }

    private static SsoOutcome answer(SsoBackend backend, SsoRequest request) {
        return backend.authenticate(request).toCompletableFuture().join();
    }
}
