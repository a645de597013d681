package org.sessiontoken.sso.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.Secret;

class OutboundRequestTest {

    private static final URI LOGIN = URI.create("https://login.example/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hidden\r\nX-Admin: true",
                "hidden\nX-Admin: true",
                "hidden\rX-Admin: true",
                "hidden\0",
                "hidden\u000b",
                "hidden\u2028X",
                "hiddén",
                " hidden",
                "hidden\t",
                "",
            })
    void refusesAHeaderValueThatMayBecomeMoreThanOneAndDoesNotQuoteIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> post(Map.of("X-Key", Secret.ofText(value)), Secret.ofText("")))
                .withMessageContaining("'X-Key'")
                .withMessageNotContainingAny("hidd", "Admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X Key",
                "X-Key:",
                "X-Key\r\nX-Admin",
                "clé",
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "Upgrade",
                "Expect"
            })
    void refusesAHeaderNameThatIsNoneOrThatTheConnectionNeeds(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> post(Map.of(name, Secret.ofText("any")), Secret.ofText("")));
    }

    @Test
    void showsNeitherHeadersNorBodyByItsText() {
        OutboundRequest request = post(Map.of("X-Key", Secret.ofText("hidden-key")), Secret.ofText("hidden-body"));

        assertThat(request.toString()).doesNotContain("hidden-key", "hidden-body");
    }

    private static OutboundRequest post(Map<String, Secret> headers, Secret body) {
        return new OutboundRequest("POST", LOGIN, headers, body, Duration.ofSeconds(1));
    }
}
