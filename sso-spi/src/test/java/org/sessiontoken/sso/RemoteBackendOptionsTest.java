package org.sessiontoken.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.Secret;

/** The options that backends need which ask others: addresses, secrets, choices, names of the operator's own. */
class RemoteBackendOptionsTest {

    private static final String PATH = "ags.broker.auth-services[0].options";

    @Nested
    class AnAddress {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://login.example/introspect",
                    "HTTPS://login.example",
                    "http://localhost:8080/a?b=c",
                    "https://[::1]/"
                })
        void isAsSet(String text) {
            assertThat(options(Map.of("uri", text)).uri("uri")).isEqualTo(URI.create(text));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "login.example/hidden",
                    "/hidden",
                    "https:///hidden",
                    "https://login.example /hidden",
                    "https://user:hidden@login.example/",
                    "https://login.example/#hidden",
                    "ftp://login.example/hidden",
                    "file:///hidden",
                    "https://login.example:99999/hidden",
                    "https://login.example:0/hidden",
                    "jar:https://login.example/hidden.jar!/"
                })
        void isNamedByItsFullPathAndNotQuotedWhereItIsNone(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("uri", text)).uri("uri"))
                    .withMessageStartingWith(PATH + ".uri must be an address")
                    .withMessageNotContaining("hidden")
                    .withNoCause();
        }
    }

    @Nested
    class ASecret {

        @TempDir
        Path folder;

        @Test
        void isTheOptionsText() {
            assertThat(options(Map.of("client-secret", "hidden")).secret("client-secret"))
                    .isEqualTo(Secret.ofText("hidden"));
        }

        @Test
        void isInTheFileThatItsNamesakeNames() throws IOException {
            Path file = Files.writeString(folder.resolve("secret"), " hidden\n");

            assertThat(options(Map.of("client-secret-file", file.toString())).secret("client-secret"))
                    .isEqualTo(Secret.ofText("hidden"));
        }

        @Test
        void losesTheByteOrderMarkThatAnEditorPutBeforeIt() throws IOException {
            Path file = Files.writeString(folder.resolve("secret"), "\uFEFFhidden\r\n");

            assertThat(options(Map.of("client-secret-file", file.toString())).secret("client-secret"))
                    .isEqualTo(Secret.ofText("hidden"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"hidden\u00A0\n", "hidden\u200B", "hid\0den", "hid\uFEFFden", "hid\nden", "hid\tden"})
        void isRefusedInAFileAndInTheTextWhereNotAllOfItCanBeSeen(String text) throws IOException {
            Path file = Files.writeString(folder.resolve("secret"), text);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("client-secret-file", file.toString()))
                            .secret("client-secret"))
                    .withMessageStartingWith(
                            PATH + ".client-secret-file: file '" + file + "' must be one line of visible characters")
                    .withMessageNotContaining("hid");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("client-secret", text)).secret("client-secret"))
                    .withMessageStartingWith(PATH + ".client-secret must be one line of visible characters")
                    .withMessageNotContaining("hid");
        }

        @Test
        void isNotSetTwice() throws IOException {
            Path file = Files.writeString(folder.resolve("secret"), "hidden");
            BackendOptions both = options(Map.of("client-secret", "hidden", "client-secret-file", file.toString()));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> both.secret("client-secret"))
                    .withMessageStartingWith(PATH + ".client-secret must not be set beside")
                    .withMessageNotContaining("hidden");
        }

        @Test
        void isNamedByBothItsNamesWhereItIsMissing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of()).secret("client-secret"))
                    .withMessage(PATH + ".client-secret-file or " + PATH + ".client-secret is missing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " \n\t"})
        void isNamedWithItsFileWhereThatIsEmpty(String blank) throws IOException {
            Path file = Files.writeString(folder.resolve("empty"), blank);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("client-secret-file", file.toString()))
                            .secret("client-secret"))
                    .withMessageStartingWith(PATH + ".client-secret-file: file '" + file + "'");
        }

        @Test
        void isNamedWithItsFileWhereThatCannotBeReadAsText() throws IOException {
            Path none = folder.resolve("none");
            Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 'h', 'i'});

            for (Path file : new Path[] {none, binary, folder}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> options(Map.of("client-secret-file", file.toString()))
                                .secret("client-secret"))
                        .withMessageStartingWith(PATH + ".client-secret-file: file '" + file + "'")
                        .withNoCause();
            }
        }

        @Test
        void isNotReadFromAFileWithoutEnd() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            options(Map.of("client-secret-file", "/dev/zero")).secret("client-secret"))
                    .withMessageStartingWith(PATH + ".client-secret-file: file '/dev/zero'");
        }
    }

    @Nested
    class AChoice {

        private enum Format {
            JSON,
            FORM_FIELDS
        }

        @Test
        void isWhatItNamesInLowerCase() {
            assertThat(options(Map.of("body", "form_fields")).choice("body", Format.JSON))
                    .isEqualTo(Format.FORM_FIELDS);
            assertThat(options(Map.of()).choice("body", Format.JSON)).isEqualTo(Format.JSON);
        }

        @Test
        void isNamedByItsFullPathTogetherWithWhatItMayBe() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("body", "xml")).choice("body", Format.JSON))
                    .withMessage(PATH + ".body must be one of [json, form_fields]");
        }

        @Test
        void betweenTrueAndFalseIsFalseWhereItIsNotSet() {
            assertThat(options(Map.of()).flag("allow-http")).isFalse();
            assertThat(options(Map.of("allow-http", "true")).flag("allow-http")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"yes", "1", "TRUE", "on"})
        void betweenTrueAndFalseIsNothingElse(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("allow-http", text)).flag("allow-http"))
                    .withMessageStartingWith(PATH + ".allow-http must be true or false");
        }
    }

    @Nested
    class NestedOptions {

        @Test
        void areThoseBelowANameInTheOrderConfigured() {
            Map<String, String> configured = new LinkedHashMap<>();
            configured.put("parameters.Username", "login");
            configured.put("parameters.Password", "password");
            configured.put("parameters.A.B", "c");
            configured.put("parametersOther", "x");

            assertThat(options(configured).nested("parameters"))
                    .containsExactly(
                            Map.entry("Username", "login"), Map.entry("Password", "password"), Map.entry("A.B", "c"));
        }

        @Test
        void areNamedByTheirFullPathWhereTheyAreBlank() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(Map.of("headers.X-Key", " ")).nested("headers"))
                    .withMessageStartingWith(PATH + ".headers.X-Key is blank");
        }
    }

    private static BackendOptions options(Map<String, String> values) {
        return new BackendOptions(PATH, values);
    }
}
