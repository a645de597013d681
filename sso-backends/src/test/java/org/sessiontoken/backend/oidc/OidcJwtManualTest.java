package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sessiontoken.backend.BackendManualPage;
import org.sessiontoken.sso.BackendOptions;

/** The manual agrees with the code. */
class OidcJwtManualTest {

    private static final Map<String, String> MINIMAL =
            Map.of("issuer", "https://login.operator.example", "audience", "tv-app");

    private final BackendManualPage manual = new BackendManualPage("oidc-jwt");

    @Test
    void hasTheReasonCodesAndTheirMeaning() {
        assertThat(manual.reasons()).containsExactlyEntriesOf(BackendManualPage.jwtReasons());
    }

    @Test
    void hasTheDefaultsOfOptions() {
        Map<String, String> inManual = new HashMap<>(manual.defaults());
        inManual.putAll(MINIMAL);

        assertThat(read(inManual)).isEqualTo(read(MINIMAL));
    }

    @Test
    void hasAnExampleThatIsTaken() {
        OidcJwtOptions options = read(manual.exampleOptions());

        assertThat(manual.exampleType()).isEqualTo(new OidcJwtFactory().type());
        assertThat(options.issuer()).isEqualTo("https://login.operator.example");
        assertThat(options.requiredClaims())
                .isEqualTo(Map.of("email_verified", "true", "https://operator.example/plan", "premium"));
    }

    /** As the broker reads them: what nobody asked for is refused. */
    private static OidcJwtOptions read(Map<String, String> values) {
        BackendOptions options = new BackendOptions("options", values);
        OidcJwtOptions read = OidcJwtOptions.read(options);
        options.refuseUnread();
        return read;
    }
}
