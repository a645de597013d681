package org.sessiontoken.broker.sso.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

/** The manual says what the code does. */
class ManualTest {

    private static final Path MANUAL = Path.of("..", "docs", "backends", "shared-secret-jwt.md");
    private static final Path REASONS =
            Path.of("src/main/java/org/sessiontoken/broker/sso/sharedsecret", "Reason.java");

    private static final String SERVICE = "ags.broker.auth-services[0].";

    @TempDir
    Path folder;

    @Test
    void hasTheReasonCodesAndTheirMeaning() throws IOException {
        Map<String, String> inCode = table(REASONS, "/\\*\\* (.+) \\*/\\s+([A-Z_]+)[,;]", 2, 1);
        Map<String, String> inManual = table(MANUAL, "\\| `([a-z-]+)` \\| 40[013] \\| (.+) \\|", 1, 2);

        assertThat(inManual.keySet())
                .containsExactlyElementsOf(Arrays.stream(Reason.values())
                        .map(reason -> reason.code().value())
                        .toList());
        assertThat(inManual.values())
                .containsExactlyElementsOf(inCode.values().stream()
                        .map(meaning -> meaning.replaceAll("\\{@code (.+?)}", "`$1`"))
                        .toList());
    }

    @Test
    void hasTheOptionsAndTheirDefaults() throws IOException {
        Map<String, String> inManual = table(MANUAL, "\\| `([a-z-]+)` \\| `(\\S+)` \\| .+ \\|", 1, 2);
        inManual.put("keys", keyFile());

        assertThat(read(inManual)).isEqualTo(read(Map.of("keys", keyFile())));
        assertThat(inManual).hasSize(SharedSecretJwtOptions.class.getRecordComponents().length);
    }

    @Test
    void hasAnExampleThatIsTaken() throws IOException {
        String yaml = matches(MANUAL, "(?s)```yaml\n(.+?)```").get(0).group(1);
        YamlPropertiesFactoryBean reading = new YamlPropertiesFactoryBean();
        reading.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        Properties service = Objects.requireNonNull(reading.getObject());
        Map<String, String> options = new LinkedHashMap<>();
        service.forEach((name, value) -> {
            if (name.toString().startsWith(SERVICE + "options.")) {
                options.put(name.toString().substring((SERVICE + "options.").length()), value.toString());
            }
        });
        options.replace("keys", keyFile());

        assertThat(service).containsEntry(SERVICE + "type", new SharedSecretJwtFactory().type());
        assertThat(options).containsKey("keys");
        assertThatCode(() -> read(options)).doesNotThrowAnyException();
    }

    private String keyFile() throws IOException {
        Path file = folder.resolve("keys.json");
        if (!Files.exists(file)) {
            KeySetFile.write(file, List.of(HeadEnd.KEY));
        }
        return file.toString();
    }

    private static SharedSecretJwtOptions read(Map<String, String> options) {
        return SharedSecretJwtOptions.read(new SsoBackendContext(
                new TenantId("nagra"),
                new AuthServiceId("Head-end"),
                new BackendOptions("options", options),
                DevelopmentKeys.REFUSED));
    }

    private static Map<String, String> table(Path file, String row, int key, int value) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        matches(file, row).forEach(match -> table.put(match.group(key), match.group(value)));
        return table;
    }

    private static List<MatchResult> matches(Path file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        return matcher.results().toList();
    }
}
