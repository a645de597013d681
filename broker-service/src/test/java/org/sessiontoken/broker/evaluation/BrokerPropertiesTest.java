package org.sessiontoken.broker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BrokerPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "requestor-clock-skew, -1ms, 0s",
        "requestor-clock-skew, 25h, 24h",
        "max-deadline, 9ms, 10ms",
        "max-deadline, -1s, 60s",
        "max-deadline, 25h, 24h",
        "max-in-flight, 0, 1",
        "max-in-flight, 1000001, 1000000"
    })
    void refusesWhatIsOutOfBoundsNamingTheProperty(String property, String refused, String accepted) {
        assertThatThrownBy(() -> bind(Map.of("ags.broker." + property, refused)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("ags.broker." + property);
        assertThatCode(() -> bind(Map.of("ags.broker." + property, accepted))).doesNotThrowAnyException();
    }

    /** A request of a clock that is ahead, with the latest deadline, is in progress until then. */
    @Test
    void boundsHowLongARequestMayBeInProgress() {
        BrokerProperties properties =
                bind(Map.of("ags.broker.max-deadline", "100s", "ags.broker.requestor-clock-skew", "20s"));

        assertThat(properties.requestLifetime().max()).isEqualTo(Duration.ofSeconds(120));
    }

    private static BrokerProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ags.broker", Bindable.of(BrokerProperties.class));
    }
}
