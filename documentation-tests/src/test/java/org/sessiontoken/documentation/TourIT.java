package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's tour, taken step by step as it is written, with the answers that it shows. */
class TourIT {

    private static final String LAUNCHER = "standalone/token-broker";
    private static final String CONSUMER = "kafka-console-consumer.sh";

    @TempDir
    private static Path folder;

    private static StartedProgram program;

    @BeforeAll
    static void start() throws IOException {
        assertThat(commands(readme())).as("the README starts it").contains(List.of(LAUNCHER));
        program = StartedProgram.start(LAUNCHER, folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (program != null) {
            program.close();
        }
    }

    static Stream<Block> steps() {
        return readme().filter(TourIT::isStep);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void leadsWhereTheReadmeSays(Block step) throws Exception {
        try (RunningScript script = program.run(step.text())) {
            if (step.text().contains(CONSUMER)) {
                // It goes on for ever, as its user would see.
                Awaitility.await(step.toString())
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> script.output().lines().anyMatch(line -> isAsShown(step, line)));
            } else if (step.text().contains(" audit ")) {
                assertThat(script.awaitEnd()).as(script.output()).isZero();
                assertThat(script.output()).contains("unauthorised", "malformed-token");
            } else {
                assertThat(script.awaitEnd()).as(script.output()).isZero();
                assertThat(script.output().lines())
                        .singleElement()
                        .satisfies(line ->
                                assertThat(isAsShown(step, line)).as(line).isTrue());
            }
        }
    }

    @Test
    void hasSteps() {
        assertThat(steps()).hasSizeGreaterThan(5);
    }

    @Nested
    class AnAnswer {

        @Test
        void isAsShownWhereOnlyVolatileMembersDiffer() {
            ShownAnswer shown = new ShownAnswer("{\"outcome\": \"issued\", \"tokenHash\": \"6a…\", …}");
            assertThat(shown.isShownBy("key\t{\"outcome\":\"issued\",\"tokenHash\":\"77\",\"more\":1}"))
                    .isTrue();
            assertThat(shown.isShownBy("{\"outcome\":\"expired\",\"tokenHash\":\"77\"}"))
                    .isFalse();
            assertThat(shown.isShownBy("{\"outcome\":\"issued\"}")).isFalse();
            assertThat(shown.isShownBy("no JSON")).isFalse();
        }

        @Test
        void isNotAsShownWhereItHasMoreThanIsShown() {
            ShownAnswer shown = new ShownAnswer("{\"sessionToken\": \"a\"}");
            assertThat(shown.isShownBy("{\"sessionToken\":\"b\"}")).isTrue();
            assertThat(shown.isShownBy("{\"sessionToken\":\"b\",\"more\":1}")).isFalse();
            assertThat(shown.isShownBy("{\"sessionToken\":1}")).isFalse();
        }
    }

    /** As the README shows it, or, where it shows nothing: an operator token, or a dead letter with its reason. */
    private static boolean isAsShown(Block step, String line) {
        Block answer = step.next();
        if (answer != null && answer.language().equals("json")) {
            return new ShownAnswer(answer.text()).isShownBy(line);
        }
        return step.text().contains(CONSUMER)
                ? line.contains("\"reason\":")
                : line.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    private static Stream<Block> readme() {
        return SourceTree.documents().stream()
                .filter(document -> document.file().equals("README.md"))
                .flatMap(document -> document.blocks().stream())
                .filter(block -> block.language().equals("sh"));
    }

    /** All that is done beside the running program; the deployment example is another one. */
    private static boolean isStep(Block block) {
        return commands(Stream.of(block))
                .allMatch(command -> command.get(0).matches("curl|echo|kafka-console-\\w+\\.sh")
                        || command.get(0).equals(LAUNCHER) && command.size() > 1);
    }

    private static Stream<List<String>> commands(Stream<Block> blocks) {
        return blocks.flatMap(block -> ShellScript.commands(block.text()).stream());
    }
}
