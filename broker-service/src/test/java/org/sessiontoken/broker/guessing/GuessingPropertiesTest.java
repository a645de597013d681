package org.sessiontoken.broker.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.broker.guessing.GuessingProperties.OfAuthService;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GuessingPropertiesTest {

    private static GuessingProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("ags.broker.guessing", Bindable.of(GuessingProperties.class));
    }

    @Test
    void holdForEveryAuthServiceThatHasNoneOfItsOwn() {
        OfAuthService own = new OfAuthService(null, "Username", 3, null, null, null);

        assertThat(bound(Map.of()).limits(own, true))
                .contains(new FailureLimits(3, 300, 100, 3000, Optional.of("Username"), true));
    }

    @Test
    void areSwitchedOffForAllOrForOne() {
        GuessingProperties off = bound(Map.of("ags.broker.guessing.enabled", "false"));

        assertThat(off.limits(OfAuthService.DEFAULTS, false)).isEmpty();
        assertThat(off.limits(new OfAuthService(true, null, null, null, null, null), false))
                .isPresent();
        assertThat(bound(Map.of()).limits(new OfAuthService(false, null, null, null, null, null), false))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "window, 9s",
        "window, 61m",
        "failures-per-address-and-account, 0",
        "failures-per-address, -1",
        "failures-per-account, 1000001",
        "failures-per-auth-service, 0"
    })
    void refuseWhatIsOutOfBounds(String setting, String value) {
        assertThatThrownBy(() -> bound(Map.of("ags.broker.guessing." + setting, value)))
                .rootCause()
                .hasMessageStartingWith("ags.broker.guessing." + setting + " must be from ");
    }
}
