package org.sessiontoken.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 7.2, and RFC 3986, section 3.2.2. */
class HostHeaderTest {

    @Test
    void hasANameAndAPort() {
        assertThat(HostHeader.ofName("my_adapter:8080")).hasValue(new HostHeader("my_adapter", OptionalInt.of(8080)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_adapter", "my_adapter:"})
    void mayHaveNoPort(String header) {
        assertThat(HostHeader.ofName(header)).hasValue(new HostHeader("my_adapter", OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", "a/b", "a@b", "a:b", "a:1:2", "a:65536", "a:-1", "a%", "a%4", "a%zz", "é", "[::1]", "a\"b", "a|b"
            })
    void isNotReadAsANameThatIsNone(String header) {
        assertThat(HostHeader.ofName(header)).isEqualTo(Optional.empty());
    }

    @Test
    void isNotReadWhenItIsLongerThanANameMayBe() {
        assertThat(HostHeader.ofName("a".repeat(256))).isEmpty();
    }
}
