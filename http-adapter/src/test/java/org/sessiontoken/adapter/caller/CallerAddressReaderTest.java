package org.sessiontoken.adapter.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.ServletFakes;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.IpRange;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class CallerAddressReaderTest {

    private static final String PROXY = "10.0.0.7";
    private static final String NONE = "none";

    private static String caller(ForwardedHeader header, ServletFakes request) {
        CallerAddressReader reader =
                new CallerAddressReader(List.of(new IpRange("10.0.0.0/8"), new IpRange("2001:db8:1::/48")), header);
        return reader.read(request.request()).map(IpAddress::value).orElse(NONE);
    }

    @Nested
    class WithoutATrustedProxy {

        @ParameterizedTest
        @CsvSource({
            "203.0.113.9, 203.0.113.9",
            "0:0:0:0:0:0:0:1, ::1",
            "2001:db8:2:0:0:0:0:1, 2001:db8:2::1",
            "fe80:0:0:0:0:0:0:1%eth0, fe80::1"
        })
        void theAddressIsThatOfTheConnectionWhateverTheHeadersSay(String connection, String address) {
            ServletFakes request = new ServletFakes()
                    .from(connection)
                    .header("X-Forwarded-For", "192.0.2.1")
                    .header("Forwarded", "for=192.0.2.1");

            assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, request)).isEqualTo(address);
            assertThat(caller(ForwardedHeader.FORWARDED, request)).isEqualTo(address);
        }
    }

    @Nested
    class ByXForwardedFor {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "203.0.113.9 | 203.0.113.9",
                    "192.0.2.66, 203.0.113.9 | 203.0.113.9",
                    "192.0.2.66, 203.0.113.9, 10.1.1.1 | 203.0.113.9",
                    "192.0.2.66,203.0.113.9,2001:db8:1:2::3 , 10.1.1.1 | 203.0.113.9",
                    "2001:DB8:2::1 | 2001:db8:2::1",
                    "[2001:db8:2::1] | 2001:db8:2::1",
                    "[2001:db8:2::1]:4711 | 2001:db8:2::1",
                    "203.0.113.9:4711 | 203.0.113.9",
                    "::ffff:203.0.113.9 | 203.0.113.9",
                    "64:ff9b::203.0.113.9 | 64:ff9b::cb00:7109",
                    "2001:db8:2:0:0:0:203.0.113.9 | 2001:db8:2::cb00:7109",
                    "[2001:db8:2::1.0.0.255]:4711 | 2001:db8:2::100:ff",
                    "203.0.113.9, 64:ff9b::203.0.113.256 | none",
                    "203.0.113.9, 1:2:3:4:5:6:7:203.0.113.8 | none",
                    "203.0.113.9, , | 203.0.113.9",
                    "\", 203.0.113.9 | 203.0.113.9",
                    "10.1.1.1 | none",
                    "203.0.113.9, unknown | none",
                    "203.0.113.9, _hidden, 10.1.1.1 | none",
                    "203.0.113.9, 10.1.1.1.1 | none",
                    "203.0.113.9, localhost | none",
                    "203.0.113.9, 203.0.113.9:port | none",
                    "203.0.113.9, fe80::1%eth0 | none",
                    "203.0.113.9, \"203.0.113.8\" | none",
                    ", | none"
                })
        void theCallerIsTheLastThatIsNoTrustedProxy(String value, String address) {
            ServletFakes request = new ServletFakes()
                    .from(PROXY)
                    .header("X-Forwarded-For", value)
                    .header("Forwarded", "for=192.0.2.1");

            assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, request)).isEqualTo(address);
        }

        @Test
        void severalLinesAreOneList() {
            ServletFakes request = new ServletFakes()
                    .from(PROXY)
                    .header("X-Forwarded-For", "192.0.2.66")
                    .header("X-Forwarded-For", "203.0.113.9, 10.1.1.1")
                    .header("X-Forwarded-For", "")
                    .header("X-Forwarded-For", "10.1.1.2");

            assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, request)).isEqualTo("203.0.113.9");
        }

        @Test
        void theCallerIsUnknownWithoutTheHeader() {
            assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, new ServletFakes().from(PROXY)))
                    .isEqualTo(NONE);
        }
    }

    /** RFC 7239, with the examples of its sections 4 and 6. */
    @Nested
    class ByForwarded {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                    "For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17",
                    "for=192.0.2.43, for=198.51.100.17 | 198.51.100.17",
                    "for=192.0.2.43, for=\"10.0.0.2:80\" | 192.0.2.43",
                    "FOR=192.0.2.43 | 192.0.2.43",
                    "proto=https;for=\"192.0.2.43:_port\" | 192.0.2.43",
                    "for=\"\\1\\92.0.2.43\" | 192.0.2.43",
                    "by=10.0.0.1 ; for=192.0.2.43 ;host=\"a,b;for=x\" | 192.0.2.43",
                    "for=192.0.2.66, for=192.0.2.43;x=\"a,\\\",b\" | 192.0.2.43",
                    "for=\"evil, for=192.0.2.43 | 192.0.2.43",
                    "for=\"evil\\, for=192.0.2.43 | 192.0.2.43",
                    "for=\"evil\\\", for=192.0.2.43;host=\"a,b\" | 192.0.2.43",
                    "for=192.0.2.43, , | 192.0.2.43",
                    "for=192.0.2.66, for=unknown | none",
                    "for=192.0.2.66, for=_gazonk | none",
                    "for=192.0.2.66, proto=http | none",
                    "for=192.0.2.66, for=192.0.2.43;for=192.0.2.44 | none",
                    "for=192.0.2.66, for=[2001:db8::1] | none",
                    "for=192.0.2.66, for | none",
                    "for=192.0.2.66, for= | none",
                    "for=192.0.2.66, for = 192.0.2.43 | none",
                    "for=192.0.2.66, 192.0.2.43 | none",
                    "for=192.0.2.66, for=192.0.2.43 proto=http | none",
                    "for=192.0.2.66, for=\"192.0.2.43\"x | none",
                    "for=192.0.2.66, for=\"192.0.2.43 | none",
                    "for=10.0.0.2 | none"
                })
        void theCallerIsTheLastThatIsNoTrustedProxy(String value, String address) {
            ServletFakes request =
                    new ServletFakes().from(PROXY).header("Forwarded", value).header("X-Forwarded-For", "192.0.2.1");

            assertThat(caller(ForwardedHeader.FORWARDED, request)).isEqualTo(address);
        }

        @Test
        void aQuotationMarkThatIsLeftOpenOnOneLineHidesNoOther() {
            ServletFakes request = new ServletFakes()
                    .from(PROXY)
                    .header("Forwarded", "for=\"192.0.2.66")
                    .header("Forwarded", "for=192.0.2.43");

            assertThat(caller(ForwardedHeader.FORWARDED, request)).isEqualTo("192.0.2.43");
        }
    }

    @Nested
    class WhateverTheHeader {

        private static final String ALPHABET = "for=\",;\\[]:.192 \tunkow_%FOR\u00e9\u0001";

        /** What a proxy appends counts, whatever it was given. */
        @Test
        void whatTheProxyAppendsCounts() {
            Random random = new Random(20);
            for (int i = 0; i < 20_000; i++) {
                StringBuilder given = new StringBuilder();
                for (int j = random.nextInt(30); j > 0; j--) {
                    given.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                }
                String forwarded = given + ", for=\"[2001:db8:2::1]:4711\"";
                String plain = given + ", 203.0.113.9";

                assertThat(caller(
                                ForwardedHeader.FORWARDED,
                                new ServletFakes().from(PROXY).header("Forwarded", forwarded)))
                        .as(forwarded)
                        .isEqualTo("2001:db8:2::1");
                assertThat(caller(
                                ForwardedHeader.X_FORWARDED_FOR,
                                new ServletFakes().from(PROXY).header("X-Forwarded-For", plain)))
                        .as(plain)
                        .isEqualTo("203.0.113.9");
            }
        }

        @Test
        void aLongOneTakesNoTime() {
            String nested = "for=\"" + "\\\",".repeat(5_000);
            String separate = "x=y;".repeat(4_000) + ",";

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (String value : List.of(nested, separate, nested + separate, ",".repeat(16_000))) {
                    assertThat(caller(
                                    ForwardedHeader.FORWARDED,
                                    new ServletFakes().from(PROXY).header("Forwarded", value)))
                            .isEqualTo(NONE);
                }
            });
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class InTheAdapter {

        @Test
        void theCallersAddressIsInTheRequestAndInTheLog(CapturedOutput output) {
            ScriptedBroker broker = new ScriptedBroker();
            try (AdapterUnderTest adapter = AdapterUnderTest.start(
                    broker,
                    "ags.adapter.trusted-proxies[0]=127.0.0.0/8",
                    "ags.adapter.trusted-proxies[1]=::1",
                    "ags.adapter.forwarded-header=forwarded")) {
                adapter.send(adapter.tokenRequest("{\"parameters\":[]}")
                        .header("Forwarded", "for=\"[2001:db8:2::1]:4711\"")
                        .header("X-Forwarded-For", "192.0.2.66"));
            }

            assertThat(broker.requests())
                    .extracting(SessionTokenRequest::callerAddress)
                    .singleElement()
                    .isEqualTo(Optional.of(new IpAddress("2001:db8:2::1")));
            await().untilAsserted(() -> assertThat(output.getOut()).contains("callerAddress=\"2001:db8:2::1\""));
        }

        /** Where Spring finds itself in a cloud, it has Tomcat believe X-Forwarded-For of private addresses. */
        @Test
        void aStrangersHeaderIsIgnoredInACloudToo() {
            ScriptedBroker broker = new ScriptedBroker();
            try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "spring.main.cloud-platform=kubernetes")) {
                adapter.send(adapter.tokenRequest("{\"parameters\":[]}").header("X-Forwarded-For", "192.0.2.66"));
            }

            assertThat(broker.requests())
                    .extracting(request -> request.callerAddress().orElseThrow().value())
                    .singleElement()
                    .isIn("127.0.0.1", "::1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.1/8", "proxy.example.com", "10.0.0.0/33"})
        void aRangeThatIsNoneIsRefusedAtTheStart(String range) {
            assertThatException()
                    .isThrownBy(() ->
                            AdapterUnderTest.start(new ScriptedBroker(), "ags.adapter.trusted-proxies[0]=" + range))
                    .withStackTraceContaining("ags.adapter.trusted-proxies");
        }
    }
}
