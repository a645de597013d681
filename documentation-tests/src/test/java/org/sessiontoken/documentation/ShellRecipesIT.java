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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of the manual for a shell, with kcat, Kafka's console consumer and our own command, as they are written there. */
class ShellRecipesIT {

    private static final String ASK =
            "curl -sS http://127.0.0.1:8080/ags/getSessionToken -H 'content-type: application/json' "
                    + "-H 'x-auth-service-id: operator-jwt' -H 'nv-tenant-id: demo' "
                    + "-H 'x-correlation-id: 9095669c-020a-494c-b3fc-349f978bed60' "
                    + "-d '{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"nonsense\"}]}'";
    private static final String DEAD_LETTER =
            "echo garbage | kafka-console-producer.sh --bootstrap-server 127.0.0.1:9092 --topic ags.session-token.requests";
    private static final String BREAKER =
            "echo '{}' | kafka-console-producer.sh --bootstrap-server 127.0.0.1:9092 --topic ags.auth-service-breakers";

    @TempDir
    private static Path folder;

    private static StartedProgram program;

    @BeforeAll
    static void start() throws Exception {
        program = StartedProgram.start("standalone/token-broker", folder);
        run(ASK);
        run(DEAD_LETTER);
    }

    @AfterAll
    static void stop() throws Exception {
        if (program != null) {
            program.close();
        }
    }

    static Stream<Block> recipes() {
        return SourceTree.documents().stream()
                .filter(document -> document.file().matches("docs/manual/(?:kcat|audit-shell)\\.md"))
                .flatMap(document -> document.blocks().stream())
                .filter(block -> block.language().equals("sh"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void showsWhatTheManualSays(Block recipe) throws Exception {
        requireInstalled(recipe.text());
        try (RunningScript script = program.run(recipe.text())) {
            if (follows(recipe.text())) {
                Awaitility.await(recipe.toString())
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            run(recipe.text().contains("breakers") ? BREAKER : ASK);
                            return !script.output().isBlank()
                                    && script.output().lines().count() > 1;
                        });
            } else {
                assertThat(script.awaitEnd()).as(script.output()).isZero();
                // Nothing is slow here.
                assertThat(script.output().isBlank())
                        .as(script.output())
                        .isEqualTo(recipe.text().contains("tookMicros"));
            }
        }
    }

    @Test
    void areSome() {
        assertThat(recipes()).hasSizeGreaterThan(12);
    }

    private static boolean follows(String recipe) {
        return recipe.contains(" -u") || recipe.contains("audit tail");
    }

    private static void requireInstalled(String recipe) {
        for (String command : List.of("kcat", "jq")) {
            if (recipe.contains(command + " ")) {
                Installed.require(command, "this recipe was not tried: " + recipe.strip());
            }
        }
    }

    private static void run(String script) throws IOException, InterruptedException {
        try (RunningScript running = program.run(script)) {
            assertThat(running.awaitEnd()).as(running.output()).isZero();
        }
    }
}
