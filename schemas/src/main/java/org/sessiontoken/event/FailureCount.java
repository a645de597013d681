package org.sessiontoken.event;

import java.util.regex.Pattern;

/**
 * By how much one key came nearer to its bound, or away from it, in millionths of the bound.
 *
 * @param key stands for an address, an account, both, or an auth service: an HMAC, from which none of them can be found
 * @param added what wrong credentials have added
 * @param removed what right ones have removed
 */
public record FailureCount(String key, int added, int removed) {

    /** The bound, in millionths. */
    public static final int BOUND = 1_000_000;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{22}");

    /** Refuses a key that is no HMAC, and amounts that are out of bounds. */
    public FailureCount {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key must be 22 characters of base64url");
        }
        if (added < 0 || added > BOUND || removed < 0 || removed > BOUND) {
            throw new IllegalArgumentException("added and removed must be from 0 to " + BOUND);
        }
    }
}
