package org.sessiontoken.sealing;

import io.jsonwebtoken.io.DeserializationException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Secret;

/**
 * Writes and reads the JSON object that is the content of an envelope. What is not as described is refused with an
 * {@link IllegalArgumentException} that quotes no value.
 */
final class SealedJson {

    private SealedJson() {}

    static Secret write(Map<String, ?> members) {
        return Secret.ofBytes(JoseJson.writer().serialize(members));
    }

    static Map<String, ?> read(Secret content) {
        try {
            return JoseJson.reader().deserialize(content.bytes());
        } catch (DeserializationException notAnObject) {
            throw new IllegalArgumentException(
                    "the content must be one JSON object in UTF-8, of at most 8 levels, each member given once");
        }
    }

    /** A member that must be there. */
    static Secret required(Map<String, ?> members, String name) {
        return optional(members, name)
                .orElseThrow(() ->
                        new IllegalArgumentException("the content must have the member '" + name + "', a string"));
    }

    /** A member that may be left out. It is not null: a member that does not apply is not there. */
    static Optional<Secret> optional(Map<String, ?> members, String name) {
        if (!members.containsKey(name)) {
            return Optional.empty();
        }
        if (members.get(name) instanceof String text) {
            return Optional.of(secret(text, () -> "member '" + name + "'"));
        }
        throw new IllegalArgumentException(
                "the content must have a string as its member '" + name + "', or leave it out");
    }

    /**
     * A text. Half of a surrogate pair cannot be encoded in UTF-8: two different texts would become the same one.
     *
     * @param what names the text in the refusal
     */
    static Secret secret(String text, Supplier<String> what) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(what.get() + " must be valid Unicode: it has half of a surrogate pair");
        }
        return Secret.ofText(text);
    }
}
