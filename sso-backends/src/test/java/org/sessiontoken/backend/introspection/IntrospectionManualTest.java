package org.sessiontoken.backend.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.backend.BackendManualPage;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.TestBackendContext;

/** The manual agrees with the code. */
class IntrospectionManualTest {

    private final IntrospectionFactory factory = new IntrospectionFactory();
    private final BackendManualPage manual = new BackendManualPage("oauth2-introspection");

    @TempDir
    Path folder;

    @Test
    void hasTheReasonCodesAndTheirMeaning() {
        Map<String, String> inCode = new LinkedHashMap<>(BackendManualPage.reasonsOf(IntrospectionReason.class));
        inCode.putAll(BackendManualPage.providerFailures());

        assertThat(manual.reasons()).containsExactlyEntriesOf(inCode);
    }

    @Test
    void hasTheDefaultsOfItsOptions() {
        Map<String, String> minimal =
                Map.of("introspection-uri", "https://login.example/", "client-id", "broker", "client-secret", "hidden");
        Map<String, String> spelledOut = new HashMap<>(minimal);
        spelledOut.putAll(manual.defaults());

        assertThat(IntrospectionOptions.read(options(spelledOut)))
                .isEqualTo(IntrospectionOptions.read(options(minimal)));
        assertThatCode(() -> TestBackendContext.with(spelledOut).create(factory).close())
                .doesNotThrowAnyException();
    }

    @Test
    void hasAnExampleThatIsTaken() throws IOException {
        Map<String, String> options = new HashMap<>(manual.exampleOptions());
        options.replace(
                "client-secret-file",
                Files.writeString(folder.resolve("secret"), "hidden").toString());

        assertThat(manual.exampleType()).isEqualTo(factory.type());
        assertThat(manual.options()).containsKeys(options.keySet().toArray(String[]::new));
        assertThatCode(() -> TestBackendContext.with(options).create(factory).close())
                .doesNotThrowAnyException();
    }

    private static BackendOptions options(Map<String, String> values) {
        return TestBackendContext.with(values).options();
    }
}
