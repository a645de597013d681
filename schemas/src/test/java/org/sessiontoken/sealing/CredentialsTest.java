package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

        assertThat(Credentials.read(Credentials.write(parameters))).contains(parameters);
    }

    @Test
    void areReadWithMembersThatAreNotKnown() {
        Secret content = Secret.ofText("{\"v\":2,\"parameters\":[{\"name\":\"a\",\"value\":\"b\",\"hint\":null}]}");

        assertThat(Credentials.read(content)).contains(new Parameters(List.of(new Parameter("a", Secret.ofText("b")))));
    }

    @Test
    void mayBeNone() {
        assertThat(Credentials.read(Secret.ofText("{\"parameters\":[]}"))).contains(new Parameters(List.of()));
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
        assertThat(Credentials.read(Secret.ofText(content))).isEmpty();
    }

    @Test
    void areRefusedWithoutExhaustingTheStackWhereTheyAreDeep() {
        assertThat(Credentials.read(Secret.ofText("{\"parameters\":" + "[".repeat(90_000))))
                .isEmpty();
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
