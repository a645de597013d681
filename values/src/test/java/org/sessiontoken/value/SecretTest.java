package org.sessiontoken.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class SecretTest {

    private static final Secret SECRET = Secret.ofText("canary");

    @Test
    void showsNothingInText() {
        assertThat(new Parameters(List.of(new Parameter("a", SECRET))).toString())
                .contains("Secret[hidden]")
                .doesNotContain("canary");
    }

    @Test
    void showsNothingInItsHash() {
        assertThat(SECRET).hasSameHashCodeAs(Secret.ofText("another"));
    }

    @Test
    void showsNothingInJson() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();

        assertThat(mapper.writeValueAsString(SECRET)).isEqualTo("{}");
    }

    @Test
    void keepsItsOwnCopyOfTheBytes() {
        byte[] bytes = {1, 2, 3};
        Secret secret = Secret.ofBytes(bytes);

        bytes[0] = 9;
        secret.bytes()[1] = 9;

        assertThat(secret.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void isHashedLikeAnyOther() {
        // echo -n abc | sha256sum
        assertThat(TokenHash.of(Secret.ofText("abc")))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
