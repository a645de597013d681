package org.sessiontoken.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendOptionsTest {

    private static final String PATH = "ags.broker.auth-services[0].options";

    @Nested
    class AText {

        @Test
        void isAsSet() {
            assertThat(options("audience", "ags").text("audience")).isEqualTo("ags");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t", "ags ", "ags\u00A0", "\u200Bags", "a\ngs"})
        void isRefusedWhereItIsBlankOrNotAllOfItCanBeSeen(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("audience", text).optionalText("audience"))
                    .withMessageStartingWith(PATH + ".audience ")
                    .withMessageNotContaining("ags ");
        }

        @Test
        void isRefusedWhereItIsAListOrAMap() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("audience.0", "ags").optionalText("audience"))
                    .withMessage(PATH + ".audience must be one value, and it is a list: write audience: value");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("audience.name", "ags").optionalText("audience"))
                    .withMessage(PATH + ".audience.name is not an option of this type: " + PATH
                            + ".audience must be one value, so write audience: value");
        }

        @Test
        void isNamedByItsFullPathWhereItIsMissing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("audience", "ags").text("keys"))
                    .withMessage(PATH + ".keys is missing");
        }
    }

    @Nested
    class OptionsBelowAName {

        @Test
        void areReadByWhatFollowsIt() {
            BackendOptions options =
                    new BackendOptions(PATH, Map.of("claims.acr", "gold", "claims.a.b", "x", "claim", "y"));

            assertThat(options.nested("claims")).isEqualTo(Map.of("acr", "gold", "a.b", "x"));
        }

        @Test
        void countAsRead() {
            BackendOptions options = options("claims.acr", "gold");
            options.nested("claims");

            assertThatCode(options::refuseUnread).doesNotThrowAnyException();
        }

        @Test
        void areNotPassedOverWhereTheyAreBlank() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("claims.acr", " ").nested("claims"))
                    .withMessageStartingWith(PATH + ".claims.acr is blank");
        }

        @Test
        void areNoneWhereNoneIsSetOrTheMapIsEmpty() {
            assertThat(options("keys", "gold").nested("claims")).isEmpty();
            assertThat(options("claims", "").nested("claims")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"claims", "claims.0"})
        void areRefusedWhereOneValueOrAListIsInTheirPlace(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options(name, "gold").nested("claims"))
                    .withMessage(PATH + ".claims must have names and values below it, such as claims: {name: value}");
        }

        @Test
        void haveOneValueEach() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("claims.groups.0", "a").nested("claims"))
                    .withMessage(PATH + ".claims.groups must be one value, and it is a list: write groups: value");
        }
    }

    @Nested
    class AList {

        @Test
        void isWrittenAsAListOrWithCommas() {
            Map<String, String> listed = new LinkedHashMap<>();
            listed.put("algorithms.0", "RS256");
            listed.put("algorithms.1", "ES256");

            assertThat(new BackendOptions(PATH, listed).list("algorithms")).containsExactly("RS256", "ES256");
            assertThat(options("algorithms", "RS256, ES256").list("algorithms")).containsExactly("RS256", "ES256");
            assertThat(options("keys", "x").list("algorithms")).isEmpty();
        }

        @Test
        void hasNoEmptyEntry() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("algorithms", "RS256,,ES256").list("algorithms"))
                    .withMessage(PATH + ".algorithms must have a text before and after each comma");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("algorithms.0", "").list("algorithms"))
                    .withMessageStartingWith(PATH + ".algorithms.0 is empty");
        }
    }

    @Nested
    class ATimeout {

        private static final Duration LIMIT = Duration.ofSeconds(3);

        @Test
        void isTheOtherwiseButNeverLongerThanTheCall() {
            assertThat(timeout("keys", "x", Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
            assertThat(timeout("keys", "x", Duration.ofSeconds(5))).isEqualTo(LIMIT);
        }

        @Test
        void isRefusedWhereItIsLongerThanTheCall() {
            assertThat(timeout("timeout", "3s", Duration.ofSeconds(2))).isEqualTo(LIMIT);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> timeout("timeout", "3001ms", Duration.ofSeconds(2)))
                    .withMessage(PATH + ".timeout must be at most guard.timeout-duration, 3s, after which the call ends"
                            + " anyway, and it is 3001ms: raise guard.timeout-duration or lower it");
        }

        private Duration timeout(String name, String value, Duration otherwise) {
            return new BackendOptions(PATH, Map.of(name, value), LIMIT)
                    .timeout("timeout", otherwise, Duration.ofMillis(10), Duration.ofSeconds(30));
        }
    }

    @Nested
    class AFile {

        @ParameterizedTest
        @ValueSource(strings = {"/etc/ags/keys.json", "file:/etc/ags/keys.json", "file:///etc/ags/keys.json"})
        void isAPathOrOneBehindFile(String text) {
            assertThat(options("keys", text).file("keys")).isEqualTo(Path.of("/etc/ags/keys.json"));
        }

        @Test
        void isNamedByItsFullPathWhereItCannotBeOne() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("keys", "keys\0.json").file("keys"))
                    .withMessageStartingWith(PATH + ".keys must be one line of visible characters");
        }
    }

    @Nested
    class ADuration {

        @ParameterizedTest
        @CsvSource({
            "500ms, PT0.5S",
            "30s, PT30S",
            "5m, PT5M",
            "5M, PT5M",
            "24h, PT24H",
            "7d, PT168H",
            "PT1H30M, PT1H30M"
        })
        void isReadInEitherNotation(String text, Duration expected) {
            assertThat(options("clock-skew", text).duration("clock-skew", Duration.ZERO))
                    .isEqualTo(expected);
        }

        @Test
        void isTheOtherwiseWhereItIsNotSet() {
            assertThat(options("keys", "x").duration("clock-skew", Duration.ofSeconds(30)))
                    .isEqualTo(Duration.ofSeconds(30));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"30", "s", "-1s", "1.5s", "1 s", "30 seconds", "9999999999s", "P999999999999999D", "٣s"})
        void isNamedByItsFullPathWhereItIsNone(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("clock-skew", text).duration("clock-skew", Duration.ZERO))
                    .withMessageStartingWith(PATH + ".clock-skew must be a duration with its unit, such as ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"999ms", "61s", "PT-1S"})
        void isRefusedOutOfItsBounds(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bounded(text))
                    .withMessageStartingWith(PATH + ".clock-skew must be from 1s to 1m, and it is ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1s", "60s"})
        void isTakenAtItsBounds(String text) {
            assertThatCode(() -> bounded(text)).doesNotThrowAnyException();
        }

        private Duration bounded(String text) {
            return options("clock-skew", text)
                    .duration("clock-skew", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1));
        }
    }

    @Nested
    class ASize {

        @ParameterizedTest
        @CsvSource({"1024, 1024", "1024B, 1024", "64KB, 65536", "64kb, 65536", "1MB, 1048576"})
        void isReadInBytes(String text, int expected) {
            assertThat(options("max", text).size("max", 0, 1024, 1024 * 1024)).isEqualTo(expected);
        }

        @Test
        void isTheOtherwiseWhereItIsNotSet() {
            assertThat(options("keys", "x").size("max", 5, 1024, 2048)).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0", "1023", "-1KB", "1025KB", "2MB", "999999999MB", "9999999999", "1 KB", "1G", "much"})
        void isNamedByItsFullPathWhereItIsNoneOrOutOfItsBounds(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("max", text).size("max", 0, 1024, 1024 * 1024))
                    .withMessage(PATH + ".max must be a size from 1KB to 1MB, such as 1MB");
        }
    }

    @Nested
    class TheNameOfAParameter {

        @Test
        void isTheOptionsTextOrTheOtherwise() {
            assertThat(options("parameter", "Token").parameterName("parameter", "Jwt"))
                    .isEqualTo("Token");
            assertThat(options("keys", "x").parameterName("parameter", "Jwt")).isEqualTo("Jwt");
        }

        @Test
        void isNamedByItsFullPathWhereNoParameterCanHaveIt() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("parameter", "a/b").parameterName("parameter", "Jwt"))
                    .withMessageStartingWith(PATH + ".parameter: ");
        }
    }

    @Nested
    class WhatNobodyRead {

        @Test
        void isRefusedByItsFullPath() {
            BackendOptions options = options("clock-skw", "30s");
            options.duration("clock-skew", Duration.ZERO);

            assertThatIllegalArgumentException()
                    .isThrownBy(options::refuseUnread)
                    .withMessage(PATH + ".clock-skw is not an option of this type, which has [clock-skew]");
        }

        @Test
        void isNothingOnceEachWasAskedFor() {
            BackendOptions options = new BackendOptions(PATH, Map.of("a", "x", "b", "y", "c", "1s", "d.e", "/x"));
            options.text("a");
            options.optionalText("b");
            options.duration("c", Duration.ZERO);
            options.file("d.e");

            assertThatCode(options::refuseUnread).doesNotThrowAnyException();
        }
    }

    private static BackendOptions options(String name, String value) {
        return new BackendOptions(PATH, Map.of(name, value));
    }
}
