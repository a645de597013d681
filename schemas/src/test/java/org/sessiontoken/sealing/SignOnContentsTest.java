package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;

/** What is inside of the envelopes of a sign-on and of its reply. */
class SignOnContentsTest {

    private static final Secret TOKEN = Secret.ofText("abc3fj6sdehd529ng33dg");
    private static final Secret KEY = Secret.ofText("7WqJ3bXcT0aLk2mN9pRsVw");

    @Nested
    class CredentialsOfASignOn {

        @Test
        void areReadAsTheyAreWritten() {
            SignOnCredentials with = new SignOnCredentials(TOKEN, KEY, Optional.of(Secret.ofText("ключ \"4711\"")));
            SignOnCredentials without = new SignOnCredentials(TOKEN, KEY, Optional.empty());

            assertThat(SignOnCredentials.read(with.write())).isEqualTo(with);
            assertThat(SignOnCredentials.read(without.write())).isEqualTo(without);
        }

        @Test
        void areWrittenAsDescribed() {
            assertThat(new SignOnCredentials(TOKEN, KEY, Optional.of(Secret.ofText("4711")))
                            .write()
                            .text())
                    .isEqualTo("{\"sessionToken\":\"abc3fj6sdehd529ng33dg\","
                            + "\"repeatKey\":\"7WqJ3bXcT0aLk2mN9pRsVw\",\"pin\":\"4711\"}");
        }

        @Test
        void areReadWithMembersThatAreNotKnown() {
            assertThat(SignOnCredentials.read(Secret.ofText(
                            "{\"v\":2,\"sessionToken\":\"t\",\"repeatKey\":\"7WqJ3bXcT0aLk2mN9pRsVw\",\"hint\":null}")))
                    .isEqualTo(new SignOnCredentials(Secret.ofText("t"), KEY, Optional.empty()));
        }

        static Stream<Arguments> faults() {
            String key = ",\"repeatKey\":\"7WqJ3bXcT0aLk2mN9pRsVw\"";
            String token = "{\"sessionToken\":\"secret\"";
            return Stream.of(
                    Arguments.of("secret", "one JSON object in UTF-8"),
                    Arguments.of("[]", "one JSON object in UTF-8"),
                    Arguments.of("{\"repeatKey\":\"secret\"}", "the member 'sessionToken', a string"),
                    Arguments.of("{\"sessionToken\":1" + key + "}", "a string as its member 'sessionToken'"),
                    Arguments.of("{\"sessionToken\":null" + key + "}", "a string as its member 'sessionToken'"),
                    Arguments.of("{\"sessionToken\":\"\"" + key + "}", "session token must have 1 to 1024 bytes"),
                    Arguments.of(
                            "{\"sessionToken\":\"" + "s".repeat(1025) + "\"" + key + "}",
                            "session token must have 1 to 1024 bytes"),
                    Arguments.of(
                            "{\"sessionToken\":\"secret\\ud83d\"" + key + "}",
                            "member 'sessionToken' must be valid Unicode"),
                    Arguments.of(token + "}", "the member 'repeatKey', a string"),
                    Arguments.of(token + ",\"repeatKey\":\"secret\"}", "repeat key must be 22 to 128 visible ASCII"),
                    Arguments.of(
                            token + ",\"repeatKey\":\"" + "s".repeat(129) + "\"}",
                            "repeat key must be 22 to 128 visible ASCII"),
                    Arguments.of(
                            token + ",\"repeatKey\":\"a secret of several words\"}",
                            "repeat key must be 22 to 128 visible ASCII"),
                    Arguments.of(
                            token + ",\"repeatKey\":\"secretsecretsecretключ\"}",
                            "repeat key must be 22 to 128 visible ASCII"),
                    Arguments.of(token + key + ",\"pin\":\"\"}", "PIN must have 1 to 64 bytes"),
                    Arguments.of(token + key + ",\"pin\":\"" + "9".repeat(65) + "\"}", "PIN must have 1 to 64 bytes"),
                    Arguments.of(token + key + ",\"pin\":4711}", "a string as its member 'pin', or leave it out"),
                    Arguments.of(token + key + key + "}", "each member given once"));
        }

        @ParameterizedTest(name = "{1}")
        @MethodSource("faults")
        void areRefusedWithTheMistakeInWordsThatQuoteNoValue(String content, String said) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SignOnCredentials.read(Secret.ofText(content)))
                    .withMessageContaining(said)
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
        }

        @Test
        void canBeSealedWhereTheyAreTheLongestThereCanBe() {
            SignOnCredentials longest = new SignOnCredentials(
                    Secret.ofText("\u0001".repeat(SignOnCredentials.MAX_TOKEN)),
                    Secret.ofText("\"".repeat(SignOnCredentials.MAX_REPEAT_KEY)),
                    Optional.of(Secret.ofText("\u0001".repeat(SignOnCredentials.MAX_PIN))));
            SealingKey key = new SealingKey(
                    new RequestorName("adapter"), DevelopmentKeys.generate("k", SealingKey.ALGORITHM, 32));

            assertThatNoException()
                    .isThrownBy(() -> Envelope.seal(longest.write(), Purpose.SIGN_ON, new Binding(Map.of()), key));
        }
    }

    @Nested
    class TokensOfWhoeverHasSignedOn {

        @Test
        void areReadAsTheyAreWritten() {
            SignedOnTokens both = new SignedOnTokens(Secret.ofText("a.b.c"), Optional.of(Secret.ofText("refresh")));
            SignedOnTokens one = new SignedOnTokens(Secret.ofText("a.b.c"), Optional.empty());

            assertThat(SignedOnTokens.read(both.write())).isEqualTo(both);
            assertThat(SignedOnTokens.read(one.write())).isEqualTo(one);
            assertThat(both.write().text()).isEqualTo("{\"accessToken\":\"a.b.c\",\"refreshToken\":\"refresh\"}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{}",
                    "{\"accessToken\":\"\"}",
                    "{\"accessToken\":1}",
                    "{\"accessToken\":null}",
                    "{\"refreshToken\":\"secret\"}",
                    "{\"accessToken\":\"secret\",\"refreshToken\":\"\"}",
                    "{\"accessToken\":\"secret\",\"refreshToken\":null}",
                    "{\"accessToken\":\"secret\",\"accessToken\":\"secret\"}",
                    "{\"accessToken\":\"secret\"} {}"
                })
        void areRefusedWhereTheyAreNotAsDescribed(String content) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SignedOnTokens.read(Secret.ofText(content)))
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
        }
    }

    /** What is sealed for one purpose opens for no other. */
    @ParameterizedTest
    @MethodSource("org.sessiontoken.sealing.SignOnContentsTest#otherPurposes")
    void openForTheirPurposeAlone(Purpose sealedFor, Purpose opened) {
        SealingKey key =
                new SealingKey(new RequestorName("adapter"), DevelopmentKeys.generate("k", SealingKey.ALGORITHM, 32));
        Binding binding = new Binding(Map.of("ags_request", "request-1"));
        Envelope envelope = new Envelope(KeyRing.of(Map.of(key.owner(), List.of(key.key()))));

        assertThat(envelope.open(Envelope.seal(KEY, sealedFor, binding, key), opened, binding))
                .isInstanceOfSatisfying(
                        OpenResult.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(OpenResult.Refusal.BOUND_ELSEWHERE));
    }

    static Stream<Arguments> otherPurposes() {
        return Stream.of(Purpose.SIGN_ON, Purpose.SIGNED_ON)
                .flatMap(sealedFor -> Stream.of(Purpose.values())
                        .filter(other -> other != sealedFor)
                        .map(other -> Arguments.of(sealedFor, other)));
    }
}
