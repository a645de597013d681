package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedBlocksTest {

    private static final ShellBlocks SHELL = new ShellBlocks();
    private static final List<BlockBinding> BINDINGS = List.of(
            SHELL,
            new YamlBlocks(),
            new JsonBlocks(),
            new JavaBlocks(),
            new HttpBlocks(),
            new XmlBlocks(),
            new MermaidBlocks(),
            new TextBlocks());

    static Stream<Block> blocks() {
        return SourceTree.documents().stream().flatMap(document -> document.blocks().stream());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void saysWhatIsTrue(Block block) {
        assertThat(faults(block)).as("%s:%n%s", block, block.text()).isEmpty();
    }

    /** Commands in running text, told by their first word. */
    @ParameterizedTest
    @MethodSource("inlineCommands")
    void inRunningTextSaysWhatIsTrue(String file, String command) {
        assertThat(ShellScript.commands(command))
                .allSatisfy(words -> assertThat(SHELL.faults(words))
                        .as("%s: %s", file, command)
                        .isEmpty());
    }

    static Stream<Arguments> inlineCommands() {
        return SourceTree.documents().stream()
                .flatMap(document -> document.codeSpans().stream()
                        .filter(
                                span -> span.matches(
                                        "(?:mvn|docker|java|curl|node|npm|kcat|kafka-console-\\w+\\.sh|[.\\w]+/(?:run|mint|token-broker)) .+"))
                        .map(span -> Arguments.of(document.file(), span)));
    }

    private static List<String> faults(Block block) {
        List<BlockBinding> claiming =
                BINDINGS.stream().filter(binding -> binding.claims(block)).toList();
        return claiming.isEmpty()
                ? List.of("nobody checks this block: fence it, and name a language that a BlockBinding claims")
                : claiming.stream()
                        .flatMap(binding -> binding.faults(block).stream())
                        .toList();
    }

    @Nested
    class Refuses {

        static Stream<Block> untrue() {
            return Stream.of(
                    Block.of("", "no language"),
                    Block.of("indented", "    no fence"),
                    Block.of("text", "Logged by nobody: really"),
                    Block.of("java", "int inNo" + "SourceFile = 1;\n"),
                    Block.of("json", "{\"name\": }"),
                    Block.of("json", "{\"requestId\": \"r\", \"noMember\": 1}"),
                    Block.of("mermaid", "participant ThereIsNone"),
                    Block.of("http", "POST /no/such/path HTTP/1.1\n"),
                    Block.of("yaml", "ags:\n  broker:\n    no-such-key: 1\n"),
                    Block.of("yaml", "ags:\n  broker:\n    intake:\n      consumers: several\n"),
                    Block.of("yaml", "auth-services:\n  - no-such-key: 1\n"),
                    Block.of("yaml", "spring:\n  kafka:\n    no-such-key: 1\n"),
                    Block.of("yaml", "no:\n  such: group\n"),
                    Block.of("sh", "no-such-program --at all\n"),
                    Block.of("sh", "mvn no-such-phase\n"),
                    Block.of("sh", "mvn verify -Pno-such-profile\n"),
                    Block.of("sh", "mvn verify -Dno.such.property=1\n"),
                    Block.of("sh", "mvn verify -pl no-such-module\n"),
                    Block.of("sh", "docker compose kill no-such-service\n"),
                    Block.of("sh", "docker compose no-such-command\n"),
                    Block.of("sh", "docker tag no-such-image no-such-image:before\n"),
                    Block.of("sh", "no-such/run\n"),
                    Block.of("sh", "benchmarks/run no-such-command\n"),
                    Block.of("sh", "fault-tests/run no-such-scenario\n"),
                    Block.of("sh", "echo $(standalone/token-broker no-such-command)\n"),
                    Block.of("sh", "standalone/token-broker --no-such-option x\n"),
                    Block.of("sh", "standalone/token-broker audit no-such-command\n"),
                    Block.of("sh", "standalone/token-broker audit find --no-such-option x\n"),
                    Block.of("sh", "standalone/token-broker rights commands --no-such-option x\n"),
                    Block.of("sh", "standalone/token-broker keys no-such-command\n"),
                    Block.of("sh", "standalone/token-broker keys rotate --no-such-option x\n"),
                    Block.of("sh", "java -jar no-such.jar\n"),
                    Block.of("sh", "java -Dloader.path=x -jar standalone/target/token-broker.jar\n"),
                    Block.of("sh", "curl http://127.0.0.1:8080/no/such/path\n"),
                    Block.of("sh", "curl http://127.0.0.1:8080/ags/servicediscovery -H 'no-such-header: x'\n"),
                    Block.of("sh", "curl http://127.0.0.1:8080/ags/getSessionToken -d '{'\n"),
                    Block.of("sh", "kafka-console-consumer.sh --topic no.such.topic\n"),
                    Block.of("sh", "kcat -C -b kafka:9092 -t no.such.topic"),
                    Block.of("sh", "kcat --no-such-option"),
                    Block.of("sh", "node examples/node/none.mjs"),
                    Block.of("xml", "<dependency/>"),
                    Block.of(
                            "xml",
                            "<dependency><groupId>org.sessiontoken</groupId><artifactId>no-such-module</artifactId>"
                                    + "<version>0.1.0-SNAPSHOT</version></dependency>"),
                    Block.of(
                            "xml",
                            "<dependency><groupId>org.sessiontoken</groupId><artifactId>broker-client</artifactId>"
                                    + "<version>0.0.9</version></dependency>"),
                    Block.of("sh", "kafka-console-consumer.sh --include no.such.pattern\n"),
                    Block.of("sh", "openssl rand -hex 16 > keys.json\n"),
                    Block.of("sh", "openssl no-such-command > keys.json\n"));
        }

        @ParameterizedTest
        @MethodSource("untrue")
        void whatIsNotTrue(Block block) {
            assertThat(faults(block)).as(block.text()).isNotEmpty();
        }
    }

    @Nested
    class Documents {

        @Test
        void areReadWithAllTheirBlocks() {
            Document document = new Document("README.md", """
                    Text.

                    ```sh
                    mvn verify
                    ```
                    ```json
                    {}
                    ```

                    - An item

                          that goes on

                    Text
                        that goes on.

                        indented

                    1. An item
                       ```yaml
                       a: 1
                       ```
                    """);
            assertThat(document.blocks()).extracting(Block::language).containsExactly("sh", "json", "yaml", "indented");
            assertThat(document.blocks())
                    .extracting(Block::text)
                    .containsExactly("mvn verify\n", "{}\n", "a: 1\n", "    indented");
            assertThat(document.blocks().get(0).next())
                    .isEqualTo(document.blocks().get(1));
            assertThat(document.blocks().get(1).next()).isNull();
        }

        @Test
        void haveCommandsInsideOfOthers() {
            assertThat(ShellScript.commands("a 'b c' \"$(d | e)\" && f \\\n  -g > h # no\n'{\"x\":\"'$(i)'\"}' ; j"))
                    .containsExactly(
                            List.of("d"),
                            List.of("e"),
                            List.of("a", "b c", "$(…)"),
                            List.of("f", "-g", ">", "h"),
                            List.of("i"),
                            List.of("{\"x\":\"$(…)\"}"),
                            List.of("j"));
        }
    }
}
