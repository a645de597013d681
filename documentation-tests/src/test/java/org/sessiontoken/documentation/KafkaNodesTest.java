package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The deployment example runs Kafka as the manual advises. */
class KafkaNodesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (\\d+) \\| ");

    @Test
    void haveTheSettingsOfTheManual() {
        Map<String, Object> settings = DeploymentExample.kafkaSettings();
        Map<String, String> advised = new TreeMap<>();
        Map<String, String> used = new TreeMap<>();
        ROW.matcher(SourceTree.text("docs/manual/kafka.md")).results().forEach(row -> {
            String variable = "KAFKA_" + row.group(1).replace('.', '_').toUpperCase(Locale.ROOT);
            advised.put(variable, row.group(2));
            used.put(variable, String.valueOf(settings.get(variable)));
        });

        assertThat(advised).hasSizeGreaterThan(5);
        assertThat(used).isEqualTo(advised);
    }
}
