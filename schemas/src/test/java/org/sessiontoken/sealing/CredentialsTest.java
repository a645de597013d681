package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;

class CredentialsTest {

    @Test
    void areReadAsTheyAreWritten() {
        Parameters parameters = new Parameters(List.of(
                new Parameter("OperatorAuthToken", Secret.ofText("a.b.c")),
                new Parameter("empty", Secret.ofText("")),
                new Parameter("odd", Secret.ofText("\"\\\u0000\u2028 ключ \ud83d\ude00"))));

        assertThat(Credentials.read(Credentials.write(parameters))).isEqualTo(parameters);
    }

    @Test
    void areReadWithMembersThatAreNotKnown() {
        Secret content = Secret.ofText("{\"v\":2,\"parameters\":[{\"name\":\"a\",\"value\":\"b\",\"hint\":null}]}");

        assertThat(Credentials.read(content))
                .isEqualTo(new Parameters(List.of(new Parameter("a", Secret.ofText("b")))));
    }

    @Test
    void mayBeNone() {
        assertThat(Credentials.read(Secret.ofText("{\"parameters\":[]}"))).isEqualTo(new Parameters(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"parameters\":null}",
                "{\"parameters\":{}}",
                "{\"parameters\":[null]}",
                "{\"parameters\":[[]]}",
                "{\"parameters\":[{}]}",
                "{\"parameters\":[{\"name\":\"a\"}]}",
                "{\"parameters\":[{\"value\":\"b\"}]}",
                "{\"parameters\":[{\"name\":\"a\",\"value\":null}]}",
                "{\"parameters\":[{\"name\":\"a\",\"value\":1}]}",
                "{\"parameters\":[{\"name\":1,\"value\":\"b\"}]}",
                "{\"parameters\":[{\"name\":\"\",\"value\":\"b\"}]}",
                "{\"parameters\":[{\"name\":\"a\",\"value\":\"b\"},{\"name\":\"a\",\"value\":\"c\"}]}",
                "{\"parameters\":[],\"parameters\":[]}",
                "{\"parameters\":[{\"name\":\"a\",\"value\":\"b\",\"value\":\"c\"}]}",
                "{\"parameters\":[]} {}",
                "{\"parameters\":[]"
            })
    void areRefusedWhereTheyAreNotAsDescribed(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.read(Secret.ofText(content)));
    }

    static Stream<Arguments> faults() {
        String tooLong = "x".repeat(Parameter.MAX_VALUE + 1);
        String half = "x".repeat(Parameter.MAX_VALUE);
        return Stream.of(
                Arguments.of("secret", "one JSON object in UTF-8"),
                Arguments.of("{\"secret\": []}", "the member 'parameters', a list"),
                Arguments.of("{\"parameters\": \"secret\"}", "the member 'parameters', a list"),
                Arguments.of("{\"parameters\": [{\"name\": \"a\"}]}", "'name' and 'value', both strings"),
                Arguments.of("{\"parameters\": [{\"name\": \"secret!\", \"value\": \"\"}]}", "parameter name must be"),
                Arguments.of(parameters(1, tooLong), "value of parameter 'p0' must have at most 16384 bytes"),
                Arguments.of(parameters(5, half), "values must have at most 65536 bytes together"),
                Arguments.of(parameters(33, ""), "at most 32 parameters"),
                Arguments.of(parameters(1, "secret\\ud83d"), "value of parameter 'p0' must be valid Unicode"),
                Arguments.of(
                        "{\"parameters\": [{\"name\":\"a\",\"value\":\"secret\"},{\"name\":\"a\",\"value\":\"\"}]}",
                        "parameter 'a' must be given only once"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faults")
    void areRefusedWithTheMistakeInWordsThatQuoteNoValue(String content, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.read(Secret.ofText(content)))
                .withMessageContaining(said)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    private static String parameters(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"p" + i + "\",\"value\":\"" + value + "\"}")
                .collect(Collectors.joining(",", "{\"parameters\":[", "]}"));
    }

    @Test
    void areRefusedWithoutExhaustingTheStackWhereTheyAreDeep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.read(Secret.ofText("{\"parameters\":" + "[".repeat(90_000))));
    }

    @Test
    void canBeSealedWhereTheyAreTheMostAndLongestThereCanBe() {
        Secret longest = Secret.ofText("x".repeat(Parameters.MAX_LENGTH / Parameters.MAX_COUNT));
        Parameters most = new Parameters(IntStream.range(0, Parameters.MAX_COUNT)
                .mapToObj(i -> new Parameter("%064d".formatted(i), longest))
                .toList());
        SealingKey key =
                new SealingKey(new RequestorName("adapter"), DevelopmentKeys.generate("k", SealingKey.ALGORITHM, 32));

        assertThatNoException()
                .isThrownBy(
                        () -> Envelope.seal(Credentials.write(most), Purpose.CREDENTIALS, new Binding(Map.of()), key));
    }
}
