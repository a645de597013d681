package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

class KeyRingTest {

    private static final RequestorName ADAPTER = new RequestorName("http-adapter");
    private static final RequestorName DESK = new RequestorName("care-desk");

    @Test
    void findsTheKeyAndItsOwner() {
        NamedKey key = sealingKey("desk-1");
        KeyRing ring = KeyRing.of(Map.of(ADAPTER, List.of(sealingKey("adapter-1")), DESK, List.of(key)));

        assertThat(ring.find("desk-1")).contains(new SealingKey(DESK, key));
        assertThat(ring.find("desk-2")).isEmpty();
    }

    @Test
    void refusesAKidThatTwoRequestorsHave() {
        Map<RequestorName, List<NamedKey>> keys = new LinkedHashMap<>();
        keys.put(ADAPTER, List.of(sealingKey("key-1")));
        keys.put(DESK, List.of(sealingKey("key-1")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.of(keys))
                .withMessageContainingAll("'key-1'", "'http-adapter'", "'care-desk'");
    }

    @Test
    void refusesAKeyForSomethingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.of(Map.of(ADAPTER, List.of(DevelopmentKeys.generate("issuer", "HS256", 32)))))
                .withMessage("sealing key 'issuer' of requestor 'http-adapter' must be for A256GCMKW");
    }

    private static NamedKey sealingKey(String kid) {
        return DevelopmentKeys.generate(kid, SealingKey.ALGORITHM, 32);
    }
}
