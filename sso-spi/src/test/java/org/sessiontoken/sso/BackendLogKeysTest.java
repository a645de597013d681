package org.sessiontoken.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sessiontoken.telemetry.LogKeys;

class BackendLogKeysTest {

    @Test
    void areTheKeysOfTheBrokerUnderTheSameNames() {
        assertThat(Arrays.stream(BackendLogKeys.class.getFields()))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.get(null)).isEqualTo(brokersKey(key)));
    }

    private static Object brokersKey(Field key) throws ReflectiveOperationException {
        return LogKeys.class.getField(key.getName()).get(null);
    }
}
