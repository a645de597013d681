package org.sessiontoken.broker.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TenantId;

/** What stands on a topic that others may read one day. */
class FailureKeysTest {

    private static final AuthServiceCodec.Key SERVICE = service("demo", "login");
    private static final IpAddress ADDRESS = new IpAddress("192.0.2.17");

    static Stream<String> keys() {
        return keys("the broker's key", SERVICE);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void showNeitherAddressNorAccount(String key) {
        assertThat(key).hasSize(22).doesNotContain("192.0.2.17", "anna", "demo", "login");
        assertThat(new String(Base64.getUrlDecoder().decode(key), StandardCharsets.ISO_8859_1))
                .doesNotContain("192.0.2.17", "anna", "demo", "login");
    }

    /** All addresses of IPv4 are hashed within a minute: only the key keeps them from being found. */
    @Test
    void areOthersUnderAnotherKey() {
        assertThat(keys("another key", SERVICE)).doesNotContainAnyElementsOf(keys().toList());
    }

    @Test
    void areOthersAtAnotherAuthService() {
        List<String> found = keys().toList();
        assertThat(keys("the broker's key", service("demo", "other"))).doesNotContainAnyElementsOf(found);
        assertThat(keys("the broker's key", service("other", "login"))).doesNotContainAnyElementsOf(found);
    }

    @Test
    void areOthersForEachThingThatIsCounted() {
        assertThat(keys()).doesNotHaveDuplicates();
    }

    private static Stream<String> keys(String key, AuthServiceCodec.Key service) {
        FailureKeys keys = new FailureKeys(Arrays.copyOf(key.getBytes(StandardCharsets.UTF_8), 32));
        return Stream.of(
                keys.authService(service),
                keys.address(service, ADDRESS),
                keys.account(service, "anna"),
                keys.addressAndAccount(service, ADDRESS, "anna"),
                keys.signIn(service, ADDRESS, new AccountId("anna")));
    }

    private static AuthServiceCodec.Key service(String tenant, String name) {
        return new AuthServiceCodec.Key(new TenantId(tenant), new AuthServiceId(name));
    }
}
