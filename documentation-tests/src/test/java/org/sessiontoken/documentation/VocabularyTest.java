package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.telemetry.SpanAttribute;

/** Names in the documents: of metrics, log keys, members of events, configuration properties, topics and modules. */
class VocabularyTest {

    private static final String METRICS = "docs/manual/metrics.md";
    private static final String CORRECTED_METRICS = "documentation-tests/target/metrics.md";
    private static final String RIGHTS = "docs/manual/configuration.md";
    private static final String CORRECTED_RIGHTS = "documentation-tests/target/configuration.md";
    private static final String KEYS = "architecture-tests/src/test/resources/configuration-keys.txt";
    private static final Configuration CONFIGURATION = new Configuration();
    private static final Pattern KEY = Pattern.compile("(?:ags|spring|server|management)\\.[a-z][\\w.\\[\\]-]*");

    @Test
    void ofMetricsAreThoseThatTheServicesHave() throws IOException {
        assertThatTableIs(MetricsPage::corrected, METRICS, CORRECTED_METRICS, "the table of metrics")
                .contains("| `ags_");
    }

    @Test
    void ofRightsAreThoseThatKafkaIsGiven() throws IOException {
        assertThatTableIs(
                        RightsTable::corrected,
                        RIGHTS,
                        CORRECTED_RIGHTS,
                        "the table of rights, made from deploy/acls.yaml")
                .contains("| the broker | `");
    }

    private static AbstractStringAssert<?> assertThatTableIs(
            UnaryOperator<String> correction, String file, String correctedFile, String table) throws IOException {
        String page = SourceTree.text(file);
        String corrected = correction.apply(page);
        Files.writeString(SourceTree.path(correctedFile), corrected);
        return assertThat(page).as("%s: cp %s %s", table, correctedFile, file).isEqualTo(corrected);
    }

    /** The tables of the manual, in which a heading says what stands before each key. */
    @Test
    void ofConfigurationAreAllInTheManual() {
        List<String> described = Stream.of(
                        "docs/manual/configuration.md", "broker-client-spring-boot-starter/README.md")
                .flatMap(page -> described(page).stream())
                .filter(key -> key.startsWith("ags."))
                .toList();

        assertThat(described)
                .as("keys in the manual, which must be those of %s", KEYS)
                .containsExactlyInAnyOrderElementsOf(SourceTree.text(KEYS)
                        .lines()
                        .filter(key -> key.startsWith("ags."))
                        .toList());
    }

    private static List<String> described(String page) {
        List<String> described = new ArrayList<>();
        Optional<String> prefix = Optional.empty();
        for (String line : SourceTree.text(page).lines().toList()) {
            if (line.isBlank()) {
                prefix = Optional.empty();
            } else if (line.startsWith("| Key")) {
                prefix = Optional.of(names(line).stream().findFirst().orElse("").replace("…", ""));
            } else if (prefix.isPresent() && line.startsWith("| `")) {
                described.add(prefix.get() + names(line.split("\\|")[1]).get(0).replace(".<name>", ""));
            }
        }
        return described;
    }

    @Test
    void ofTheGlossaryAreThoseInUse() {
        Set<String> events = membersOfEvents();
        List<String[]> rows = SourceTree.text("docs/glossary.md")
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.split(" *\\| *", -1))
                .toList();
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(names(row[3])).as("log keys").isSubsetOf(constants(LogKeys.class));
            assertThat(names(row[4])).as("metric tags").isSubsetOf(constants(Metric.Tag.class));
            assertThat(names(row[5])).as("members of events").isSubsetOf(events);
            assertThat(names(row[6]))
                    .as("configuration")
                    .allSatisfy(key -> assertThat(isConfigured(key)).as(key).isTrue());
        });
    }

    /** All but those that also tell of names that were. */
    static Stream<Document> documents() {
        return SourceTree.documents().stream()
                .filter(document -> !Set.of("CHANGELOG.md", "docs/upgrading.md").contains(document.file()));
    }

    /** Whatever looks like a configuration property, a topic or a metric between backticks. */
    @ParameterizedTest
    @MethodSource("documents")
    void inRunningTextAreThoseInUse(Document document) {
        assertThat(document.codeSpans().stream()
                        .filter(span ->
                                KEY.matcher(span.replaceFirst("=.*", "")).matches() || span.matches("ags_\\w+")))
                .allSatisfy(name -> assertThat(isKnown(name))
                        .as("%s: %s", document.file(), name)
                        .isTrue());
    }

    @Test
    void thatNobodyUsesAreFound() {
        assertThat(List.of("ags.broker.no-such-key", "ags.no-such-topic", "ags_no_such_metric", "spring.kafka.no-such"))
                .allSatisfy(name -> assertThat(isKnown(name)).as(name).isFalse());
        assertThat(List.of("ags.broker.intake.group", "ags.session-token.replies.billing", "ags.adapter.deadline=30d"))
                .allSatisfy(name -> assertThat(isKnown(name)).as(name).isTrue());
    }

    @Test
    void ofModulesAreThoseOfTheBuild() {
        List<String> described = SourceTree.text("README.md")
                .lines()
                .dropWhile(line -> !line.startsWith("| Module |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> names(line.split("\\|")[1]).stream())
                .toList();
        assertThat(described)
                .as("modules in the README's table")
                .doesNotHaveDuplicates()
                .containsAll(SourceTree.modules())
                .allSatisfy(folder -> assertThat(SourceTree.path(folder)).isDirectory());
    }

    private static boolean isKnown(String name) {
        String key = name.replaceFirst("=.*", "");
        return CONFIGURATION.knows(key)
                || constants(Topics.class).contains(key)
                || Topics.ALL_REPLIES.matcher(key).matches()
                || SourceTree.text("schemas/asyncapi.yaml").matches("(?s).*\\b" + Pattern.quote(key) + "\\b.*")
                || Stream.of(Metric.values()).map(Metric::meterName).anyMatch(key::equals)
                || Stream.of(SpanAttribute.values()).map(SpanAttribute::key).anyMatch(key::equals)
                || Stream.of(Metric.values())
                        .map(metric -> metric.meterName().replace('.', '_'))
                        .anyMatch(metric -> key.matches(metric + "(?:_total|_seconds)?(?:_count|_sum|_max)?"));
    }

    /** In full, or an entry of an auth service. */
    private static boolean isConfigured(String key) {
        return CONFIGURATION.knows(key)
                || SourceTree.text(KEYS).lines().anyMatch(("ags.broker.auth-services[]." + key)::equals);
    }

    private static List<String> names(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private static Set<String> membersOfEvents() {
        try (Stream<Path> schemas = Files.list(SourceTree.path("schemas/json"))) {
            return schemas.flatMap(schema -> Pattern.compile("\"(\\w+)\": \\{")
                            .matcher(SourceTree.text(schema))
                            .results())
                    .map(member -> member.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> constants(Class<?> vocabulary) {
        return Arrays.stream(vocabulary.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(VocabularyTest::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
