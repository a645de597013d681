package org.sessiontoken.broker.sso.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.broker.sso.Manual;
import org.sessiontoken.broker.sso.Operator;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.value.ParameterProperty;

/** The manual says what the code does. */
class ManualTest {

    private static final Path CODE = Path.of("src/main/java/org/sessiontoken/broker");

    private final CalloutFactory factory = new CalloutFactory(Operator.outbound(Clock.systemUTC()));
    private final Manual manual = new Manual("http-callout");

    @TempDir
    Path folder;

    ManualTest() throws IOException {}

    @Test
    void hasTheReasonCodesAndTheirMeaning() throws IOException {
        Map<String, String> inCode =
                new LinkedHashMap<>(Manual.reasonsIn(CODE.resolve("sso/callout/CalloutReason.java")));
        inCode.putAll(Manual.reasonsIn(CODE.resolve("outbound/ProviderFailure.java")));

        assertThat(manual.reasons()).containsExactlyEntriesOf(inCode);
    }

    @Test
    void hasTheDefaultsOfItsOptions() {
        Map<String, String> least =
                Map.of("uri", "https://login.example/", "parameters.Password", "password", "account-pointer", "/id");
        Map<String, String> spelledOut = new HashMap<>(least);
        manual.options().forEach((name, value) -> {
            if (value.startsWith("`")) {
                spelledOut.put(name, value.replace("`", ""));
            }
        });

        assertThat(CalloutOptions.read(options(spelledOut))).isEqualTo(CalloutOptions.read(options(least)));
        assertThatCode(() -> factory.create(Operator.configures(spelledOut)).close())
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
        try (SsoBackend backend = factory.create(Operator.configures(options))) {
            assertThat(backend.parameters())
                    .containsExactly(
                            new ParameterProperty("Username", true, false),
                            new ParameterProperty("Password", true, true),
                            new ParameterProperty("Device name", false, false));
        }
    }

    private static BackendOptions options(Map<String, String> values) {
        return Operator.configures(values).options();
    }
}
