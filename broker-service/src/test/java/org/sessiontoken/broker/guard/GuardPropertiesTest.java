package org.sessiontoken.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GuardPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "max-concurrent-calls, 0, 1",
        "max-concurrent-calls, 100001, 100000",
        "timeout-duration, 0ms, 1ms",
        "timeout-duration, 11m, 10m",
        "max-attempts, 0, 1",
        "max-attempts, 11, 10",
        "wait-duration, 0ms, 1ms",
        "wait-duration, 3001ms, 3s",
        "sliding-window-size, 0, 20",
        "sliding-window-size, 19, 20",
        "sliding-window-size, 10001, 10000",
        "minimum-number-of-calls, 0, 1",
        "minimum-number-of-calls, 101, 100",
        "failure-rate-threshold, 0, 1",
        "failure-rate-threshold, 101, 100",
        "slow-call-duration-threshold, 0ms, 1ms",
        "slow-call-duration-threshold, 3001ms, 3s",
        "slow-call-rate-threshold, 0, 1",
        "slow-call-rate-threshold, 101, 100",
        "wait-duration-in-open-state, 0ms, 1ms",
        "wait-duration-in-open-state, 61m, 1h",
        "permitted-number-of-calls-in-half-open-state, 0, 1",
        "permitted-number-of-calls-in-half-open-state, 1001, 1000"
    })
    void refusesWhatIsOutOfBoundsNamingTheSetting(String setting, String refused, String accepted) {
        assertThatThrownBy(() -> bind(Map.of(setting, refused)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(setting);
        assertThatCode(() -> bind(Map.of(setting, accepted))).doesNotThrowAnyException();
    }

    /** The smallest settings that are accepted are accepted by Resilience4j, too. */
    @Test
    void acceptsNothingThatTheGuardsRefuse() {
        Duration min = Duration.ofMillis(1);
        GuardProperties smallest = new GuardProperties(1, min, 2, min, 1, 1, 1, min, 1, min, 1);

        try (BackendGuard guard = Guards.counting(new io.micrometer.core.instrument.simple.SimpleMeterRegistry())) {
            BrokenBackend backend =
                    BrokenBackend.all().findFirst().orElseThrow().withRetries();
            assertThatCode(() -> guard.around(backend, BackendGuardTest.KEY, smallest))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void hasTheDefaultsThatTheManualNames() {
        assertThat(bind(Map.of()))
                .isEqualTo(new GuardProperties(
                        512,
                        Duration.ofSeconds(3),
                        2,
                        Duration.ofMillis(100),
                        100,
                        20,
                        50,
                        Duration.ofSeconds(2),
                        80,
                        Duration.ofSeconds(10),
                        5));
    }

    @Test
    void shortensTheDefaultsThatAShorterTimeLimitContradicts() {
        GuardProperties guard = bind(Map.of("timeout-duration", "50ms"));

        assertThat(guard.waitDuration()).isEqualTo(Duration.ofMillis(50));
        assertThat(guard.slowCallDurationThreshold()).isEqualTo(Duration.ofMillis(50));
    }

    private static GuardProperties bind(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("guard." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("guard", Bindable.of(GuardProperties.class));
    }
}
