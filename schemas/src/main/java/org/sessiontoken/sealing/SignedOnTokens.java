package org.sessiontoken.sealing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.value.Secret;

/**
 * What whoever has signed on gets, as the content of an envelope: {@code {"accessToken": …, "refreshToken": …}}, the last one
 * only where there is one.
 *
 * @param accessToken a JWT (RFC 9068), not empty
 * @param refreshToken the token by which the next access token is got, not empty; empty if there is none
 */
public record SignedOnTokens(Secret accessToken, Optional<Secret> refreshToken) {

    private static final String ACCESS_MEMBER = "accessToken";
    private static final String REFRESH_MEMBER = "refreshToken";

    /** Refuses an empty token, with an {@link IllegalArgumentException}. */
    public SignedOnTokens {
        if (accessToken.length() == 0
                || refreshToken.filter(token -> token.length() == 0).isPresent()) {
            throw new IllegalArgumentException("a token must not be empty: leave out what there is none of");
        }
    }

    /** Writes the content of an envelope. */
    public Secret write() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put(ACCESS_MEMBER, accessToken.text());
        refreshToken.ifPresent(token -> members.put(REFRESH_MEMBER, token.text()));
        return SealedJson.write(members);
    }

    /**
     * Reads the content of an envelope. Members that are not known are passed over.
     *
     * @throws IllegalArgumentException if the content is not as described; the message says what is wrong and quotes no value
     */
    public static SignedOnTokens read(Secret content) {
        Map<String, ?> members = SealedJson.read(content);
        return new SignedOnTokens(
                SealedJson.required(members, ACCESS_MEMBER), SealedJson.optional(members, REFRESH_MEMBER));
    }
}
