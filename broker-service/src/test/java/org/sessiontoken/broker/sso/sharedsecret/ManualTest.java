package org.sessiontoken.broker.sso.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.broker.sso.jwt.JwtReason;
import org.sessiontoken.broker.sso.jwt.Manual;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** The manual says what the code does. */
class ManualTest {

    private static final EnumSet<JwtReason> OF_PROVIDERS =
            EnumSet.of(JwtReason.WRONG_ISSUER, JwtReason.WRONG_CLAIM, JwtReason.KEYS_UNAVAILABLE);

    private final Manual manual = new Manual("shared-secret-jwt");

    @TempDir
    Path folder;

    @Test
    void hasTheReasonCodesAndTheirMeaning() {
        assertThat(manual.reasons()).containsExactlyEntriesOf(Manual.meanings(EnumSet.complementOf(OF_PROVIDERS)));
    }

    @Test
    void hasTheOptionsAndTheirDefaults() throws IOException {
        Map<String, String> inManual = manual.defaults();
        inManual.put("keys", keyFile());

        assertThat(read(inManual)).isEqualTo(read(Map.of("keys", keyFile())));
        assertThat(inManual).hasSize(SharedSecretJwtOptions.class.getRecordComponents().length);
    }

    @Test
    void hasAnExampleThatIsTaken() throws IOException {
        Map<String, String> options = manual.exampleOptions();
        options.replace("keys", keyFile());

        assertThat(manual.example()).containsEntry("type", new SharedSecretJwtFactory().type());
        assertThat(options).containsKey("keys");
        assertThatCode(() -> read(options)).doesNotThrowAnyException();
    }

    private String keyFile() throws IOException {
        Path file = folder.resolve("keys.json");
        if (!Files.exists(file)) {
            KeySetFile.write(file, List.of(HeadEnd.KEY));
        }
        return file.toString();
    }

    private static SharedSecretJwtOptions read(Map<String, String> options) {
        return SharedSecretJwtOptions.read(new SsoBackendContext(
                new TenantId("nagra"),
                new AuthServiceId("Head-end"),
                new BackendOptions("options", options),
                DevelopmentKeys.REFUSED));
    }
}
