package org.sessiontoken.adapter.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;

class ParametersJsonTest {

    private static Parameters read(String body) {
        return ParametersJson.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String parameters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"p" + i + "\",\"value\":\"v\"}")
                .collect(Collectors.joining(",", "{\"parameters\":[", "]}"));
    }

    @Nested
    class Reads {

        @Test
        void parametersInTheirOrder() {
            Parameters read =
                    read("{\"parameters\": [{\"value\": \"é\", \"name\": \"b\"}, {\"name\": \"a\", \"value\": \"\"}]}");

            assertThat(read.names()).containsExactly("b", "a");
            assertThat(read.value("b")).contains(Secret.ofText("é"));
            assertThat(read.value("a")).contains(Secret.ofText(""));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 32})
        void upTo32Parameters(int count) {
            assertThat(read(parameters(count)).all()).hasSize(count);
        }

        @Test
        void passingOverMembersThatItDoesNotKnow() {
            assertThat(
                            read("{\"clientId\":{\"a\":[1,{}]},\"parameters\":[{\"x\":null,\"name\":\"a\",\"value\":\"b\",\"y\":[[]]}],\"z\":1e5}")
                                    .names())
                    .containsExactly("a");
        }

        @Test
        void theLongestValue() {
            String longest = "x".repeat(16_384);

            assertThat(read("{\"parameters\":[{\"name\":\"a\",\"value\":\"" + longest + "\"}]}")
                            .value("a"))
                    .contains(Secret.ofText(longest));
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "~~                                                                | JSON object",
                    "[]                                                                | JSON object",
                    "null                                                              | JSON object",
                    "{}                                                                | 'parameters'",
                    "{\"parameters\":null}                                             | array",
                    "{\"parameters\":{}}                                               | array",
                    "{\"parameters\":[\"canary\"]}                                     | parameters[0]",
                    "{\"parameters\":[{\"value\":\"canary\"}]}                         | parameters[0] a name",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":\"\"},{\"name\":\"b\"}]} | parameters[1] a value",
                    "{\"parameters\":[{\"name\":1,\"value\":\"canary\"}]}              | parameters[0].name a string",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":4711}]}                | parameters[0].value a string",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":null}]}                | parameters[0].value a string",
                    "{\"parameters\":[{\"name\":\"\",\"value\":\"canary\"}]}           | parameter name must be",
                    "{\"parameters\":[{\"name\":\"ä\",\"value\":\"canary\"}]}          | parameter name must be",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":\"\\ud800\"}]}         | Unicode",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"canary\"}]} | 'a' must be given only once",
                    "{\"parameters\":[],\"parameters\":[]}                             | each member given once",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":\"1\",\"value\":\"canary\"}]} | each member given once",
                    "{\"x\":{\"y\":1,\"y\":2},\"parameters\":[]}                       | each member given once",
                    "{\"parameters\":[]} {}                                            | nothing after it",
                    "{\"parameters\":[]}canary                                         | line 1, column",
                    "{\"parameters\":[                                                 | line 1, column",
                    "{parameters:[]}                                                   | line 1, column",
                    "{\"parameters\":[{\"name\":\"a\",\"value\":'canary'}]}            | line 1, column",
                    "{\"parameters\":[],}                                              | line 1, column",
                    "{\"parameters\":[],\"x\":NaN}                                     | line 1, column",
                })
        void whatIsNotAsDescribed(String body, String inDetail) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> read(body))
                    .withMessageContaining(inDetail)
                    .withMessageNotContainingAny("canary", "4711");
        }

        @Test
        void moreThan32Parameters() {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> read(parameters(33)))
                    .withMessageContaining("at most 32");
        }

        @Test
        void aValueThatIsTooLong() {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(
                            () -> read("{\"parameters\":[{\"name\":\"a\",\"value\":\"" + "x".repeat(16_385) + "\"}]}"))
                    .withMessageContaining("at most 16384 bytes");
        }

        @Test
        void whatIsTooDeep() {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> read("{\"x\":" + "[".repeat(16) + "]".repeat(16) + ",\"parameters\":[]}"))
                    .withMessageContaining("16 levels");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
        void anEncodingOtherThanUtf8(String encoding) {
            byte[] body = "{\"parameters\":[]}".getBytes(Charset.forName(encoding));

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> ParametersJson.read(body))
                    .withMessageContaining("UTF-8");
        }

        @Test
        void anOverlongFormOfACharacter() {
            byte[] body = "{\"parameter\u00c1\u00b3\":[]}".getBytes(StandardCharsets.ISO_8859_1);

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> ParametersJson.read(body))
                    .withMessageContaining("UTF-8");
        }

        @Test
        void bytesThatAreNotUtf8() {
            byte[] latin1 = "{\"parameters\":[{\"name\":\"a\",\"value\":\"é\"}]}".getBytes(StandardCharsets.ISO_8859_1);

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> ParametersJson.read(latin1))
                    .withMessageContaining("UTF-8");
        }
    }
}
