package org.sessiontoken.console.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.sessiontoken.value.IpAddress;

/**
 * Bounds how often somebody tries to sign in: by the address, by the name that is tried, and altogether, since comparing a
 * password is made to be slow. A sign-in that succeeds does not count. Safe for all threads.
 */
final class SignInAttempts {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_KEYS = 10_000;

    /** Names are tried by their owners from several addresses, and must not be locked for them by a single stranger. */
    private static final int NAMES_FACTOR = 3;

    private static final int ALL_FACTOR = 12;

    private final LoadingCache<String, Bucket> addresses;
    private final LoadingCache<String, Bucket> names;
    private final Bucket all;

    SignInAttempts(int maxPerAddress) {
        this(maxPerAddress, TimeMeter.SYSTEM_NANOTIME);
    }

    SignInAttempts(int maxPerAddress, TimeMeter time) {
        this.addresses = buckets(maxPerAddress, time);
        this.names = buckets(maxPerAddress * NAMES_FACTOR, time);
        this.all = bucket(maxPerAddress * ALL_FACTOR, time);
    }

    private static LoadingCache<String, Bucket> buckets(int max, TimeMeter time) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .build(key -> bucket(max, time));
    }

    private static Bucket bucket(int max, TimeMeter time) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(max).refillGreedy(max, PERIOD))
                .build();
    }

    /** Whether one more attempt may be made, which then counts. */
    boolean mayTry(String address, String name) {
        return addresses.get(caller(address)).tryConsume(1) && names.get(name).tryConsume(1) && all.tryConsume(1);
    }

    /** An attempt has succeeded. */
    void succeeded(String address, String name) {
        addresses.get(caller(address)).addTokens(1);
        names.get(name).addTokens(1);
        all.addTokens(1);
    }

    /** Whoever has one address of IPv6 has all of its network. */
    private static String caller(String address) {
        int zone = address.indexOf('%');
        try {
            return new IpAddress(zone < 0 ? address : address.substring(0, zone))
                    .network()
                    .value();
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }
}
