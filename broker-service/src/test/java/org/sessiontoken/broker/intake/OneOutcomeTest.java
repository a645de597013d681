package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every order in which two instances can process two requests, with faults in between: nothing is sampled. The instances are the
 * real classes; Kafka, the backends and the clock are {@link SmallWorld}, which also says what must hold after every step.
 */
class OneOutcomeTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.sessiontoken");
    private final Level level = logger.getEffectiveLevel();

    @BeforeEach
    void beSilent() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void beLoud() {
        logger.setLevel(level);
    }

    static Stream<Arguments> scopes() {
        return Stream.of(
                Arguments.of(2, new SmallWorld.Faults(0, 0, 0, 1)),
                Arguments.of(2, new SmallWorld.Faults(2, 0, 0, 1)),
                Arguments.of(2, new SmallWorld.Faults(0, 1, 0, 0)),
                Arguments.of(2, new SmallWorld.Faults(0, 0, 1, 0)),
                Arguments.of(1, new SmallWorld.Faults(1, 1, 0, 1)),
                Arguments.of(1, new SmallWorld.Faults(0, 2, 0, 1)),
                Arguments.of(1, new SmallWorld.Faults(1, 0, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void isKeptInEveryOrderOfSteps(int requests, SmallWorld.Faults faults) {
        Set<String> seen = new HashSet<>();
        Deque<List<Integer>> open = new ArrayDeque<>();
        open.push(List.of());
        int ended = 0;
        while (!open.isEmpty()) {
            List<Integer> path = open.pop();
            SmallWorld world = SmallWorld.after(path, requests, faults);
            if (!seen.add(world.state())) {
                continue;
            }
            int next = world.steps().size();
            if (next == 0) {
                world.assertEnded();
                ended++;
            }
            for (int step = 0; step < next; step++) {
                List<Integer> longer = new ArrayList<>(path);
                longer.add(step);
                open.push(longer);
            }
        }

        assertThat(seen).hasSizeGreaterThan(50);
        assertThat(ended).isPositive();
    }
}
