package org.sessiontoken.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sessiontoken.telemetry.SpanAttribute;

class SpanAttributeTest {

    /** Those of messaging are not stable yet, and stand in no library. */
    private static final Map<SpanAttribute, AttributeKey<?>> STABLE = Map.of(
            SpanAttribute.ERROR_TYPE, ErrorAttributes.ERROR_TYPE,
            SpanAttribute.HTTP_METHOD, HttpAttributes.HTTP_REQUEST_METHOD,
            SpanAttribute.HTTP_ROUTE, HttpAttributes.HTTP_ROUTE,
            SpanAttribute.HTTP_SCHEME, UrlAttributes.URL_SCHEME,
            SpanAttribute.HTTP_STATUS, HttpAttributes.HTTP_RESPONSE_STATUS_CODE,
            SpanAttribute.SERVER_ADDRESS, ServerAttributes.SERVER_ADDRESS,
            SpanAttribute.SERVER_PORT, ServerAttributes.SERVER_PORT);

    @Test
    void areThoseOfTheSemanticConventionsWithTheirTypes() {
        assertThat(STABLE).allSatisfy((ours, theirs) -> {
            assertThat(ours.key()).isEqualTo(theirs.getKey());
            assertThat(SpanAttribute.isNumber(ours.key())).isEqualTo(theirs.getType() == AttributeType.LONG);
        });
    }

    @Test
    void areOurOwnWhereThereIsNoConvention() {
        assertThat(Arrays.stream(SpanAttribute.values())
                        .filter(attribute -> !STABLE.containsKey(attribute))
                        .map(SpanAttribute::key))
                .allMatch(key -> key.startsWith("ags.") || key.startsWith("messaging."));
    }
}
