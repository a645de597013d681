package org.sessiontoken.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sessiontoken.value.Secret;

class DevelopmentKeysTest {

    @Test
    void marksTheKeysThatItMakes() {
        assertThat(DevelopmentKeys.isMarked(
                        DevelopmentKeys.generate("k", "HS256", 32).material()))
                .isTrue();
    }

    @Test
    void makesAnotherKeyEachTime() {
        assertThat(DevelopmentKeys.generate("k", "HS256", 32)).isNotEqualTo(DevelopmentKeys.generate("k", "HS256", 32));
    }

    @Test
    void refusesToMakeAWeakKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> DevelopmentKeys.generate("k", "HS256", 4));
    }

    @Test
    void knowsNoOtherKeyForItsOwn() {
        assertThat(DevelopmentKeys.isMarked(Secret.ofBytes("dev-onl".getBytes(StandardCharsets.US_ASCII))))
                .isFalse();
        assertThat(DevelopmentKeys.isMarked(Secret.ofBytes(new byte[32]))).isFalse();
    }
}
