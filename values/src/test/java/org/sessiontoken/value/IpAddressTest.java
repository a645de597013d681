package org.sessiontoken.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    })
    void hasOneText(String written, String canonical) {
        assertThat(new IpAddress(written)).hasToString(canonical);
        assertThat(new IpAddress(canonical)).isEqualTo(new IpAddress(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "0xc0.0.2.1",
                "3221225985",
                " 192.0.2.1",
                "192.0.2.1 ",
                "192.0.2.1:80",
                "[::1]",
                "fe80::1%eth0",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                ":1",
                "12345::",
                "::1.2.3",
                "g::",
                "١٩٢.0.2.1"
            })
    void isNoOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IpAddress(text))
                .withMessageStartingWith("network address must be one of IPv4 or IPv6")
                .withNoCause();
    }

    @Test
    void isTheSameAsThatOfTheJdk() throws UnknownHostException {
        Random random = new Random(20);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 16 : 4];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
            }
            InetAddress address = InetAddress.getByAddress(bytes);

            IpAddress written = IpAddress.of(address);

            assertThat(InetAddress.getByName(written.value())).isEqualTo(address);
            assertThat(new IpAddress(written.value())).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::",
        "2001:db8:1:2::, 2001:db8:1:2::",
        "::1, ::",
        "64:ff9b::c000:201, 192.0.2.1",
        "64:ff9b:0:0:0:1:c000:201, 64:ff9b::",
        "64:ff9b:1::c000:201, 64:ff9b:1::"
    })
    void countsByItsNetwork(String address, String network) {
        assertThat(new IpAddress(address).network()).hasToString(network);
    }

    @Nested
    class Ranges {

        @ParameterizedTest
        @CsvSource({
            "10.0.0.0/8, 10.255.255.255, true",
            "10.0.0.0/8, 11.0.0.0, false",
            "192.0.2.128/25, 192.0.2.127, false",
            "192.0.2.128/25, 192.0.2.128, true",
            "192.0.2.7, 192.0.2.7, true",
            "192.0.2.7, 192.0.2.8, false",
            "0.0.0.0/0, 192.0.2.7, true",
            "0.0.0.0/0, ::1, false",
            "::/0, 192.0.2.7, false",
            "::/0, 2001:db8::1, true",
            "2001:db8::/33, 2001:db8:7fff::1, true",
            "2001:db8::/33, 2001:db8:8000::1, false",
            "10.0.0.0/8, ::ffff:10.1.2.3, true"
        })
        void haveTheAddressesThatBeginAlike(String range, String address, boolean within) {
            assertThat(new IpRange(range).contains(new IpAddress(address))).isEqualTo(within);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "10.0.0.1/8",
                    "10.0.0.0/33",
                    "2001:db8::/129",
                    "10.0.0.0/",
                    "10.0.0.0/08",
                    "10.0.0.0/-1",
                    "10.0.0.0/8/8",
                    "10.0.0.0/255.0.0.0",
                    "10.0.0.0/9999999999",
                    "localhost/8",
                    "/8",
                    ""
                })
        void areNoOtherText(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> new IpRange(text));
        }
    }
}
