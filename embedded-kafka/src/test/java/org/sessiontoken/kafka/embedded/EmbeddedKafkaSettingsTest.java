package org.sessiontoken.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKafkaSettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesWhatIsNotAPort(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddedKafkaSettings(Path.of("data"), port))
                .withMessageContainingAll(Integer.toString(port), "1 to 65535");
    }

    @Test
    void refusesASecuredPortOnWhichNobodyProvesAnything() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecuredListener(0, SecurityProtocol.PLAINTEXT, Map.of()))
                .withMessageContaining("SASL_SSL");
    }

    @Test
    void refusesAPathThatKafkaWouldReadAsTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedKafkaSettings.onAFreePort(Path.of("a,b")))
                .withMessageContaining("comma");
    }

    @Test
    void makesARelativeDirectoryAbsolute() {
        assertThat(EmbeddedKafkaSettings.onAFreePort(Path.of("data", "..", "kafka"))
                        .dataDirectory())
                .isAbsolute()
                .hasFileName("kafka")
                .isNormalized();
    }
}
