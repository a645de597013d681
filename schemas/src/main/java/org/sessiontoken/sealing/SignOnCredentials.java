package org.sessiontoken.sealing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.value.Secret;

/**
 * What an attempt to sign on gives, as the content of an envelope:
 * {@code {"sessionToken": …, "repeatKey": …, "pin": …}}, the last one only where the token has a PIN.
 *
 * @param sessionToken the session token, at most {@value #MAX_TOKEN} bytes
 * @param repeatKey a secret of the attempt: who gives it again, with the same client ID, asks for the answer that was lost.
 *     {@value #MIN_REPEAT_KEY} to {@value #MAX_REPEAT_KEY} visible ASCII characters that nobody can guess
 * @param pin what is shown beside the token, at most {@value #MAX_PIN} bytes; empty if nothing is
 */
public record SignOnCredentials(Secret sessionToken, Secret repeatKey, Optional<Secret> pin) {

    /** The maximum length of a session token, in bytes of UTF-8. */
    public static final int MAX_TOKEN = 1024;

    /** The minimum length of a repeat key: that of 128 random bits in base64url. */
    public static final int MIN_REPEAT_KEY = 22;

    /** The maximum length of a repeat key. */
    public static final int MAX_REPEAT_KEY = 128;

    /** The maximum length of a PIN, in bytes of UTF-8. */
    public static final int MAX_PIN = 64;

    private static final String SESSION_MEMBER = "sessionToken";
    private static final String REPEAT_KEY_MEMBER = "repeatKey";
    private static final String PIN_MEMBER = "pin";

    /** Refuses a part that is out of bounds, with an {@link IllegalArgumentException} that does not quote it. */
    public SignOnCredentials {
        require(isBounded(sessionToken, MAX_TOKEN), "session token must have 1 to " + MAX_TOKEN + " bytes");
        requireRepeatKey(repeatKey);
        require(pin.filter(given -> !isBounded(given, MAX_PIN)).isEmpty(), "PIN must have 1 to " + MAX_PIN + " bytes");
    }

    /** Returns a repeat key; refuses another secret with an {@link IllegalArgumentException} that does not quote it. */
    public static Secret requireRepeatKey(Secret key) {
        require(
                isRepeatKey(key),
                "repeat key must be " + MIN_REPEAT_KEY + " to " + MAX_REPEAT_KEY + " visible ASCII characters");
        return key;
    }

    /** Writes the content of an envelope. */
    public Secret write() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put(SESSION_MEMBER, sessionToken.text());
        members.put(REPEAT_KEY_MEMBER, repeatKey.text());
        pin.ifPresent(given -> members.put(PIN_MEMBER, given.text()));
        return SealedJson.write(members);
    }

    /**
     * Reads the content of an envelope. Members that are not known are passed over.
     *
     * @throws IllegalArgumentException if the content is not as described; the message says what is wrong and quotes no value
     */
    public static SignOnCredentials read(Secret content) {
        Map<String, ?> members = SealedJson.read(content);
        return new SignOnCredentials(
                SealedJson.required(members, SESSION_MEMBER),
                SealedJson.required(members, REPEAT_KEY_MEMBER),
                SealedJson.optional(members, PIN_MEMBER));
    }

    private static boolean isBounded(Secret part, int max) {
        return part.length() >= 1 && part.length() <= max;
    }

    private static boolean isRepeatKey(Secret key) {
        if (key.length() < MIN_REPEAT_KEY || key.length() > MAX_REPEAT_KEY) {
            return false;
        }
        for (byte character : key.bytes()) {
            if (character < '!' || character > '~') {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
