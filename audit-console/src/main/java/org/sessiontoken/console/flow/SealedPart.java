package org.sessiontoken.console.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A member of an event that is encrypted.
 *
 * @param path where it is in the JSON, as a JSON Pointer (RFC 6901)
 * @param bytes the length of its JWE
 * @param forWhom who can open it
 * @param kid names the key that opens it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SealedPart(
        String path,
        int bytes,
        @JsonProperty("for") String forWhom,
        @Nullable String kid) {}
