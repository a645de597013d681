package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerClientIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"broker", "broker-1", "a.b.0", "with space", "/"})
    void tellsTheInstanceOfEachOfItsConsumers(String name) {
        assertThat(ConsumerClientId.instanceOf(ConsumerClientId.of(name, "0a1b2c3d", 0)))
                .contains(name + ".0a1b2c3d");
        assertThat(ConsumerClientId.instanceOf(ConsumerClientId.of(name, "0a1b2c3d", 17)))
                .contains(name + ".0a1b2c3d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "consumer-session-token-broker-1",
                "session-token-broker.name.0a1b2c3d",
                "session-token-broker.name.0A1B2C3D.0",
                "session-token-broker.name.0a1b2c3.0",
                "session-token-broker..0a1b2c3d.0",
                "session-token-broker.name.0a1b2c3d.x"
            })
    void tellsNothingInAnotherForm(String clientId) {
        assertThat(ConsumerClientId.instanceOf(clientId)).isEmpty();
    }

    @Test
    void isAsTheContractDescribesIt() {
        assertThat(ConsumerClientId.of("broker-1", "0a1b2c3d", 0))
                .isEqualTo("session-token-broker.broker-1.0a1b2c3d.0");
    }
}
