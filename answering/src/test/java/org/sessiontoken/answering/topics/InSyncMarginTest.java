package org.sessiontoken.answering.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InSyncMarginTest {

    @ParameterizedTest
    @CsvSource({"3, 2, 1", "2, 2, 0", "1, 2, -1", "0, 1, -1"})
    void isHowManyReplicasMayBeLost(int inSync, int needed, double margin) {
        assertThat(InSyncMargin.margin(OptionalInt.of(inSync), OptionalInt.of(needed)))
                .isEqualTo(margin);
    }

    @Test
    void isNotANumberWhileOneOfTheTwoIsNotKnown() {
        assertThat(InSyncMargin.margin(OptionalInt.empty(), OptionalInt.of(2))).isNaN();
        assertThat(InSyncMargin.margin(OptionalInt.of(3), OptionalInt.empty())).isNaN();
    }
}
