package org.sessiontoken.sealing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

/** The sealing keys of one or more requestors, found by {@code kid}. Immutable; safe for all threads. */
public final class KeyRing {

    private final Map<String, SealingKey> byKid;

    private KeyRing(Map<String, SealingKey> byKid) {
        this.byKid = byKid;
    }

    /**
     * A key ring with the keys of each requestor.
     *
     * @throws IllegalArgumentException if a key is not for {@code A256GCMKW}, or two keys have the same kid
     */
    public static KeyRing of(Map<RequestorName, List<NamedKey>> keys) {
        Map<String, SealingKey> byKid = new HashMap<>();
        keys.forEach((owner, ofOwner) -> {
            for (NamedKey key : ofOwner) {
                SealingKey other = byKid.put(key.kid(), new SealingKey(owner, key));
                if (other != null) {
                    throw new IllegalArgumentException("sealing key '" + key.kid() + "' of requestor '" + owner
                            + "' must have a kid of its own: requestor '" + other.owner()
                            + "' has a key with the same kid");
                }
            }
        });
        return new KeyRing(Map.copyOf(byKid));
    }

    /** The requestors that have a key. */
    public Set<RequestorName> owners() {
        return byKid.values().stream().map(SealingKey::owner).collect(Collectors.toUnmodifiableSet());
    }

    /** The key with this {@code kid}, of any requestor. */
    public Optional<SealingKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }
}
