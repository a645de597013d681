package org.sessiontoken.backend.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.backend.BackendManualPage;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.ParameterProperty;

/** The manual agrees with the code. */
class CalloutManualTest {

    private final CalloutFactory factory = new CalloutFactory();
    private final BackendManualPage manual = new BackendManualPage("http-callout");

    @TempDir
    Path folder;

    @Test
    void hasTheReasonCodesAndTheirMeaning() {
        Map<String, String> inCode = new LinkedHashMap<>(BackendManualPage.reasonsOf(CalloutReason.class));
        inCode.putAll(BackendManualPage.providerFailures());

        assertThat(manual.reasons()).containsExactlyEntriesOf(inCode);
    }

    @Test
    void hasTheDefaultsOfItsOptions() {
        Map<String, String> minimal =
                Map.of("uri", "https://login.example/", "parameters.Password", "password", "account-pointer", "/id");
        Map<String, String> spelledOut = new HashMap<>(minimal);
        spelledOut.putAll(manual.defaults());

        assertThat(CalloutOptions.read(options(spelledOut))).isEqualTo(CalloutOptions.read(options(minimal)));
        assertThatCode(() -> TestBackendContext.with(spelledOut).create(factory).close())
                .doesNotThrowAnyException();
    }

    @Test
    void hasAnExampleThatIsTakenAndDescribesItsParametersInTheirOrder() throws IOException {
        Map<String, String> options = new LinkedHashMap<>(manual.exampleOptions());
        options.replace(
                "header-files.X-Api-Key",
                Files.writeString(folder.resolve("key"), "hidden").toString());

        assertThat(manual.exampleType()).isEqualTo(factory.type());
        assertThat(options).containsEntry("statuses.unauthorised", "401, 404").containsEntry("headers.X-Channel", "tv");
        try (SsoBackend backend = TestBackendContext.with(options).create(factory)) {
            assertThat(backend.parameters())
                    .containsExactly(
                            new ParameterProperty("Username", true, false),
                            new ParameterProperty("Password", true, true),
                            new ParameterProperty("Device name", false, false));
        }
    }

    @Test
    void hasFurtherExamplesThatAreTaken() {
        List<Map<String, String>> further =
                manual.examples().subList(1, manual.examples().size());

        assertThat(further)
                .hasSize(2)
                .allSatisfy(options -> assertThatCode(() ->
                                TestBackendContext.with(options).create(factory).close())
                        .doesNotThrowAnyException());
    }

    private static BackendOptions options(Map<String, String> values) {
        return TestBackendContext.with(values).options();
    }
}
