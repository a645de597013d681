package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TokenBrokerTest {

    @TempDir
    private Path folder;

    @Test
    void endsWithTheMessageOfARefusal() {
        assertThat(TokenBroker.lastLine(new TokenBrokerException("choose another port")))
                .isEqualTo("token-broker: choose another port");
    }

    @Test
    void endsWithTheTypeOfAnErrorAndNotWithItsMessage() {
        assertThat(TokenBroker.lastLine(new NoClassDefFoundError("secret-4711")))
                .isEqualTo("token-broker: it failed (NoClassDefFoundError): see the log in the data folder");
    }

    @ParameterizedTest
    @CsvSource({
        "--http-port, 65536, --http-port must be from 1 to 65535",
        "--kafka-port, -1, --kafka-port must be from 1 to 65535",
        "--console-port, 70000, --console-port must be from 1 to 65535",
    })
    void refusesAPortThatIsNotValid(String option, String value, String message) {
        assertRefused(message, option, value);
    }

    @Test
    void refusesADurationThatIsNotValid() {
        assertRefused("must be a duration with its unit, such as 30s", "mint", "--account", "A", "--ttl", "soon");
        assertRefused("must be a duration with its unit, such as 30s", "mint", "--account", "A", "--ttl", "5");
        assertRefused("--ttl must be from 1s to 1d, and it is 400d", "mint", "--account", "A", "--ttl", "400d");
    }

    @Test
    void refusesAnAccountThatIsNotValid() {
        assertRefused("--account", "mint", "--account", "");
    }

    @ParameterizedTest
    @CsvSource({
        "billing, must be NAME=FILE",
        "billing=, must be NAME=FILE",
        "Billing=keys.json, requestor name",
        "http-adapter=keys.json, must have another name than http-adapter",
    })
    void refusesARequestorThatIsNotValid(String value, String message) {
        assertRefused(message, "--requestor", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "100%", "a${b}", "a\nb"})
    void refusesADataFolderWhosePathSomethingWouldMisread(String path) {
        assertRefused(
                "choose another folder with --data-dir",
                "--data-dir",
                folder.resolve(path).toString());
        assertThat(folder.resolve(path)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--auth-services-file", "--config"})
    void refusesAFileThatDoesNotExist(String option) {
        assertRefused(option, option, folder.resolve("none.yaml").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'server: {port: 1}', --http-port",
        "'spring.kafka.bootstrap-servers: x', since Kafka is its own",
        "'ags: {broker: {authServices: [{type: x}]}}', --auth-services-file",
        "'AGS.BROKER.REQUESTORS.BILLING: x', --requestor",
        "'logging.level.root: debug', it has no effect",
        "'a: [', line 2 is no valid YAML",
    })
    void refusesSettingsThatWouldBeWithoutEffect(String yaml, String message) throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), "# Settings\n" + yaml);
        assertThatExceptionOfType(TokenBrokerException.class)
                .isThrownBy(() -> ConfigFile.read(config))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data-dir", "--auth-services-file", "--config"})
    void refusesAnEmptyPath(String option) {
        assertRefused("must not be empty", option, "");
    }

    @Test
    void refusesAPathThatSpringWouldReadAsAPlaceholder() {
        DevelopmentFolder development = new DevelopmentFolder(folder);
        development.prepare();
        StartSettings settings = new StartSettings(
                0,
                0,
                0,
                folder,
                List.of(RequestorKeyFile.convert("billing=${HOME}/billing.jwks.json")),
                Optional.empty(),
                Optional.empty());
        assertThatExceptionOfType(TokenBrokerException.class)
                .isThrownBy(() -> ServiceArguments.broker("127.0.0.1:1", settings, development))
                .withMessageContaining("placeholder");
    }

    /** Otherwise a token seems to be taken although it has expired. */
    @Test
    void saysForHowLongATokenIsTakenThatItMints() {
        assertThat(output("mint", "--help").replaceAll("\\s+", " "))
                .contains("The broker takes it for 30 s longer, since clocks differ");
    }

    @Test
    void namesAllOptionsInItsHelp() {
        assertThat(output("--help"))
                .contains(
                        "--requestor=NAME=FILE",
                        "--auth-services-file=FILE",
                        "--config=FILE",
                        "--data-dir=DIR",
                        "--console-port=PORT",
                        "143   It was stopped by SIGTERM.");
    }

    @Test
    void mintsForTheDataFolderThatIsGivenBeforeOrAfterTheCommand() {
        Path data = folder.resolve("data");
        new DevelopmentFolder(data).prepare();
        String jwt = "[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R";
        assertThat(output("mint", "--account", "A", "--data-dir", data.toString()))
                .matches(jwt);
        assertThat(output("--data-dir", data.toString(), "mint", "--account", "A"))
                .matches(jwt);
    }

    @Test
    void printsTheRightsOfWhoeverIsNamed() {
        assertThat(output("rights", "commands", "--requestor", "billing", "--command-config", "admin.properties"))
                .contains(
                        "kafka-acls.sh --bootstrap-server localhost:9092 --command-config admin.properties --add"
                                + " --allow-principal User:billing --operation Read"
                                + " --topic ags.session-token.replies.billing --resource-pattern-type literal",
                        "User:broker",
                        "User:console",
                        "User:http-adapter")
                .doesNotContain("User:audit", "User:operations");
        assertThat(output("rights", "strimzi", "--cluster", "kafka", "--adapter", "edge", "--operations", "ops"))
                .contains("name: edge\n", "name: ops\n", "type: tls", "strimzi.io/cluster: kafka")
                .doesNotContain("name: http-adapter\n");
    }

    @ParameterizedTest
    @CsvSource({
        "commands, --principal, Group:NAME, --principal must begin with User:",
        "commands, --requestor, Billing, requestor name",
        "strimzi, --cluster, 'a: b', requestor name",
        "strimzi, --requestor, billing, --cluster",
        "grant, --principal, Group:NAME, --principal must begin with User:",
        "grant, --wait, 5, --wait",
        "grant, --command-config, none.properties, --command-config",
    })
    void refusesRightsOfWhomKafkaDoesNotKnow(String command, String option, String value, String message) {
        assertRefused(message, "rights", command, option, value);
        assertRefused("rights must be followed by grant, commands or strimzi", "rights");
        assertRefused(
                "must be tls or scram-sha-512", "rights", "strimzi", "--cluster", "kafka", "--authentication", "none");
    }

    @Test
    void saysWhyRightsAreNotGranted() throws IOException {
        Path misspelt = Files.writeString(folder.resolve("admin.properties"), "security.protocol=SSSL\n");
        assertFails(
                "does not take its settings: check --bootstrap-server and --command-config",
                "--command-config",
                misspelt.toString());
        assertFails("has not answered within the time of --wait: check --bootstrap-server", "--wait", "100ms");
    }

    private static void assertFails(String message, String... options) {
        StringWriter errors = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("rights", "grant", "--bootstrap-server", "127.0.0.1:1"));
        arguments.addAll(List.of(options));
        assertThat(TokenBroker.commandLine(Clock.systemUTC(), ProcessShell::open, new Shutdown())
                        .setErr(new PrintWriter(errors, true))
                        .execute(arguments.toArray(String[]::new)))
                .isEqualTo(1);
        assertThat(errors).asString().contains(message).doesNotContain("Exception");
    }

    private static String output(String... arguments) {
        StringWriter output = new StringWriter();
        CommandLine commands = TokenBroker.commandLine(Clock.systemUTC(), ProcessShell::open, new Shutdown())
                .setOut(new PrintWriter(output, true));
        assertThat(commands.execute(arguments)).isZero();
        return output.toString();
    }

    private static void assertRefused(String message, String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine commands = TokenBroker.commandLine(Clock.systemUTC(), ProcessShell::open, new Shutdown())
                .setErr(new PrintWriter(errors, true));

        assertThat(commands.execute(arguments)).isNotZero();

        assertThat(errors.toString()).contains(message).doesNotContain("\tat ");
    }
}
