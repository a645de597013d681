package org.sessiontoken.broker.outbound;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

class OutboundHttpFactoryTest {

    private static final URI HTTPS = URI.create("https://login.example/");

    @Nested
    class AnAddressWithoutTls {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://login.example/session?key=hidden",
                    "http://10.0.0.1/",
                    "http://localhost.example/",
                    "http://127.0.0.1.example/",
                    "http://[::2]/"
                })
        void isRefusedAndTheMessageNamesTheOptionButNeitherPathNorQuery(String address) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> open(Map.of(), HTTPS, URI.create(address)))
                    .withMessageContaining("must be https")
                    .withMessageContaining(OutboundFixture.PATH + ".allow-http")
                    .withMessageNotContainingAny("session", "hidden");
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:8080/", "http://127.0.0.1/", "http://127.1.2.3/", "http://[::1]:80/"})
        void isTakenOnThisHost(String address) {
            assertThatCode(() -> open(Map.of(), URI.create(address))).doesNotThrowAnyException();
        }

        @Test
        void isTakenWhereTheOperatorAllowsIt() {
            assertThatCode(() -> open(Map.of("allow-http", "true"), URI.create("http://login.example/")))
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    class AnOption {

        @ParameterizedTest
        @CsvSource({
            "connect-timeout, 9ms",
            "connect-timeout, 31s",
            "max-response-size, 1023B",
            "max-response-size, 1025KB",
            "max-response-size, much",
            "allow-http, yes",
            "ssl-bundle, none-of-this-name",
            "proxy, proxy.example",
            "proxy, proxy.example:65536",
            "proxy, http://proxy.example:3128",
        })
        void isNamedByItsFullPathWhereItIsRefused(String name, String value) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> open(Map.of(name, value), HTTPS))
                    .withMessageStartingWith(OutboundFixture.PATH + "." + name);
        }
    }

    private static void open(Map<String, String> options, URI... addresses) {
        OutboundFixture.http(new DefaultSslBundleRegistry(), options, addresses).close();
    }
}
