package org.sessiontoken.backend.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.backend.BackendManualPage;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.sso.TestBackendContext;

/** The manual agrees with the code. */
class SharedSecretJwtManualTest {

    /** The reasons that only tokens of OpenID providers are refused for. */
    private static final Set<JwtReason> OF_PROVIDERS =
            EnumSet.of(JwtReason.WRONG_ISSUER, JwtReason.WRONG_CLAIM, JwtReason.KEYS_UNAVAILABLE);

    private final BackendManualPage manual = new BackendManualPage("shared-secret-jwt");

    @TempDir
    Path folder;

    @Test
    void hasTheReasonCodesAndTheirMeaning() {
        Map<String, String> inCode = BackendManualPage.jwtReasons();
        OF_PROVIDERS.forEach(reason -> inCode.remove(reason.code().value()));

        assertThat(manual.reasons()).containsExactlyEntriesOf(inCode);
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

        assertThat(manual.exampleType()).isEqualTo(new SharedSecretJwtFactory().type());
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
        TestBackendContext context = TestBackendContext.with(options);
        SharedSecretJwtOptions read = SharedSecretJwtOptions.read(context);
        context.options().refuseUnread();
        return read;
    }
}
