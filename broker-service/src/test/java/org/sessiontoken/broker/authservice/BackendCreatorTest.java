package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.LogRecorder;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Backends are foreign code: whatever they do wrong is a refusal or a log line, and nothing stays open. */
class BackendCreatorTest {

    private static final String PATH = "ags.broker.auth-services[0]";
    private static final Key KEY = new Key(new TenantId("demo"), new AuthServiceId("one"));

    private final CountedBackends factory = new CountedBackends();
    private final BackendCreator creation = new BackendCreator(
            new BackendTypes(List.of(factory)),
            new OutboundHttpFactory(new DefaultSslBundleRegistry(), ObservationRegistry.NOOP, Clock.systemUTC()),
            DevelopmentKeys.REFUSED,
            Clock.systemUTC(),
            new SimpleMeterRegistry());
    private final LogRecorder logs = new LogRecorder("org.sessiontoken");

    @AfterEach
    void showNothingSecret() {
        assertThat(logs.text()).doesNotContain(CountedBackends.CANARY);
        logs.close();
    }

    @Nested
    class ABackendThatCannotBeMade {

        @ParameterizedTest
        @CsvSource({
            "exception, java.lang.IllegalStateException at ",
            "error, java.lang.NoClassDefFoundError at ",
            "malformed, java.lang.IllegalArgumentException at ",
            "null, java.lang.NullPointerException at ",
            "parameters, java.lang.StackOverflowError at ",
            "repeatable, java.lang.StackOverflowError at "
        })
        void isRefusedByItsPathWithoutTheWordsOfItsFailure(String fault, String shown) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> create(Map.of("fault", fault)))
                    .withMessageStartingWith(PATH + ".type: the type 'counted' failed to make a backend: " + shown)
                    .withMessageNotContaining(CountedBackends.CANARY);
            assertThat(logs.text()).contains("A backend could not be made: this is a bug in its factory");
        }

        @ParameterizedTest
        @ValueSource(strings = {"exception", "error", "malformed", "null", "parameters", "repeatable"})
        void leavesNoHttpOpen(String fault) {
            assertThatIllegalArgumentException().isThrownBy(() -> create(Map.of("fault", fault)));

            assertThat(factory.opened)
                    .singleElement()
                    .satisfies(http -> assertThat(isClosed(http)).isTrue());
        }

        @Test
        void leavesNothingOpenWhereAnOptionIsUnknown() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> create(Map.of("fautl", "none")))
                    .withMessageStartingWith(PATH + ".options.fautl is not an option of this type");

            assertThat(factory.closed).containsExactly("one");
            assertThat(factory.opened)
                    .singleElement()
                    .satisfies(http -> assertThat(isClosed(http)).isTrue());
        }
    }

    @Nested
    class ABackendThatIsMade {

        @Test
        void hasItsHttpOpenUntilItIsClosed() {
            SsoBackend backend = create(Map.of());
            assertThat(isClosed(factory.opened.get(0))).isFalse();

            backend.close();

            assertThat(isClosed(factory.opened.get(0))).isTrue();
        }

        @Test
        void hasItsHttpClosedAlsoWhereItsOwnClosingFails() {
            SsoBackend backend = create(Map.of("fault", "close"));

            assertThatCode(backend::close).doesNotThrowAnyException();

            assertThat(isClosed(factory.opened.get(0))).isTrue();
            assertThat(logs.text())
                    .contains("A backend failed to close: this is a bug in it", "java.lang.StackOverflowError");
        }

        @Test
        void doesNotHoldUpTheServiceWhereItsOwnClosingDoesNotEnd() {
            SsoBackend backend = create(Map.of("fault", "hang"));

            backend.close();

            assertThat(isClosed(factory.opened.get(0))).isTrue();
            assertThat(logs.text()).contains("A backend does not end its close() and is left behind");
        }

        @Test
        void isDescribedByWhatItSaidOnce() {
            try (SsoBackend backend = create(Map.of())) {
                assertThat(backend.parameters()).containsExactly(new ParameterProperty("Pin", true, true));
                assertThat(backend.parameters()).isSameAs(backend.parameters());
            }
        }
    }

    private SsoBackend create(Map<String, String> options) {
        return creation.create(PATH, "counted", KEY, new BackendOptions(PATH + ".options", options));
    }

    /** Nobody listens at the address, so a request fails in one way or the other. */
    private static boolean isClosed(OutboundHttp http) {
        OutboundRequest request =
                new OutboundRequest("GET", CountedBackends.ADDRESS, Map.of(), Secret.ofText(""), Duration.ofSeconds(5));
        try {
            http.send(request).toCompletableFuture().get();
            return false;
        } catch (ExecutionException failed) {
            return String.valueOf(failed.getMessage()).contains("the backend was closed");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
