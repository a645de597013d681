package org.sessiontoken.client;

import java.util.List;
import java.util.Map;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestorName;

/** The sealing keys of a requestor, which are replaced as a whole. Safe for all threads. */
final class SealingKeys {

    private final RequestorName requestor;
    private volatile Current current;

    SealingKeys(RequestorName requestor, List<NamedKey> keys) {
        this.requestor = requestor;
        this.current = Current.of(requestor, keys);
    }

    /** The key that seals requests. */
    SealingKey first() {
        return current.first();
    }

    /** The keys that open replies. */
    KeyRing all() {
        return current.all();
    }

    void replace(List<NamedKey> keys) {
        current = Current.of(requestor, keys);
    }

    private record Current(SealingKey first, KeyRing all) {

        static Current of(RequestorName requestor, List<NamedKey> keys) {
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("keys must contain at least one sealing key");
            }
            return new Current(new SealingKey(requestor, keys.get(0)), KeyRing.of(Map.of(requestor, keys)));
        }
    }
}
