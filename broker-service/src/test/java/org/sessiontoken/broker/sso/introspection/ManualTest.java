package org.sessiontoken.broker.sso.introspection;

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

/** The manual says what the code does. */
class ManualTest {

    private static final Path CODE = Path.of("src/main/java/org/sessiontoken/broker");

    private final IntrospectionFactory factory =
            new IntrospectionFactory(Operator.outbound(Clock.systemUTC()), Clock.systemUTC());
    private final Manual manual = new Manual("oauth2-introspection");

    @TempDir
    Path folder;

    ManualTest() throws IOException {}

    @Test
    void hasTheReasonCodesAndTheirMeaning() throws IOException {
        Map<String, String> inCode =
                new LinkedHashMap<>(Manual.reasonsIn(CODE.resolve("sso/introspection/IntrospectionReason.java")));
        inCode.putAll(Manual.reasonsIn(CODE.resolve("outbound/ProviderFailure.java")));

        assertThat(manual.reasons()).containsExactlyEntriesOf(inCode);
    }

    @Test
    void hasTheDefaultsOfItsOptions() {
        Map<String, String> least =
                Map.of("introspection-uri", "https://login.example/", "client-id", "broker", "client-secret", "hidden");
        Map<String, String> spelledOut = new HashMap<>(least);
        manual.options().forEach((name, value) -> {
            if (value.startsWith("`")) {
                spelledOut.put(name, value.replace("`", ""));
            }
        });

        assertThat(IntrospectionOptions.read(options(spelledOut))).isEqualTo(IntrospectionOptions.read(options(least)));
        assertThatCode(() -> factory.create(Operator.configures(spelledOut)).close())
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
        assertThatCode(() -> factory.create(Operator.configures(options)).close())
                .doesNotThrowAnyException();
    }

    private static BackendOptions options(Map<String, String> values) {
        return Operator.configures(values).options();
    }
}
