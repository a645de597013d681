package org.sessiontoken.sso.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.Secret;

class OutboundResponseTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json"})
    void readsAJsonObject(String mediaType) {
        assertThat(json(mediaType, "{\"active\": true}").jsonObject()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/jsonp", "application/jwt", "+json", ""})
    void readsNothingOfAnotherMediaType(String mediaType) {
        assertThat(json(mediaType, "{\"active\": true}").jsonObject()).isEmpty();
    }

    @Test
    void readsNothingWithoutAMediaType() {
        assertThat(new OutboundResponse(200, Optional.empty(), Secret.ofText("{}")).jsonObject())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "[]",
                "\"{}\"",
                "{",
                "{} {}",
                "{}x",
                "{'active': true}",
                "{active: true}",
                "{\"active\": true, \"active\": false}",
                "{\"a\": NaN}",
                "// comment\n{}",
                "<html></html>"
            })
    void readsNothingOfWhatIsNotOneObject(String text) {
        assertThat(json("application/json", text).jsonObject()).isEmpty();
    }

    @Test
    void readsNothingOfDeepNesting() {
        assertThat(json("application/json", "{\"a\":".repeat(10_000)).jsonObject())
                .isEmpty();
        assertThat(json("application/json", "{\"a\":" + "[".repeat(10_000)).jsonObject())
                .isEmpty();
    }

    @Test
    void readsNothingOfWhatIsNotUtf8() {
        byte[] latin1 = {'{', '"', 'a', '"', ':', '"', (byte) 0xE9, '"', '}'};

        assertThat(new OutboundResponse(200, Optional.of("application/json"), Secret.ofBytes(latin1)).jsonObject())
                .isEmpty();
    }

    private static OutboundResponse json(String mediaType, String text) {
        return new OutboundResponse(200, Optional.of(mediaType), Secret.ofText(text));
    }
}
