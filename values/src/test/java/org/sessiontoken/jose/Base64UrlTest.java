package org.sessiontoken.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7515, section 2, and RFC 4648, section 3. */
class Base64UrlTest {

    @Nested
    class Bytes {

        @Test
        void areReadAsTheyWereWrittenWhateverTheirNumber() {
            Random random = new Random(4711);
            for (int length = 0; length < 70; length++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);

                assertThat(Base64Url.decode(Base64Url.encode(bytes)))
                        .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
            }
        }

        /** Every last character is tried: each that is taken stands for bytes that no other one stands for. */
        @ParameterizedTest
        @CsvSource({"2, 4", "3, 16", "4, 64"})
        void haveOneSpelling(int length, int lastCharacters) {
            int taken = 0;
            for (int last = 0; last < 128; last++) {
                String text = "A".repeat(length - 1) + (char) last;
                Optional<byte[]> read = Base64Url.decode(text);
                if (read.isPresent()) {
                    taken++;
                    assertThat(Base64Url.encode(read.get())).isEqualTo(text);
                }
            }
            assertThat(taken).isEqualTo(lastCharacters);
        }
    }

    @Nested
    class ATextInAnotherSpelling {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AQ==",
                    "AQI=",
                    "AQID=",
                    "AR",
                    "AQJ",
                    "A",
                    "AQIDA",
                    "AQ\n",
                    "A\nQ",
                    "AQID\r\n",
                    " AQ",
                    "AQ ",
                    "A+",
                    "A/",
                    "AQ.",
                    "=",
                    "AQ=",
                    "ÀQ",
                    "AQ\u0100",
                    "\u0141Q"
                })
        void isRefused(String text) {
            assertThat(Base64Url.decode(text)).isEmpty();
            assertThat(Base64Url.decode(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }
}
