package org.sessiontoken.console.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.DeadLettered.Part;
import org.sessiontoken.value.Secret;

/**
 * The value of a record that could not be read.
 *
 * @param partition where the letter is
 * @param offset where the letter is
 * @param text the value, if it is text in UTF-8
 * @param base64 the value, if it is not
 * @param bytes how many bytes of the value the letter has
 * @param isCut whether that is only its beginning
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OpenedLetter(
        int partition,
        long offset,
        @Nullable String text,
        @Nullable String base64,
        int bytes,
        boolean isCut) {

    static OpenedLetter of(LetterPlace place, DeadLettered letter, Secret content) {
        byte[] value = content.bytes();
        boolean cut = letter.cut().stream().anyMatch(part -> part.part() == Part.VALUE);
        @Nullable String text = text(value);
        return new OpenedLetter(
                place.partition(),
                place.offset(),
                text,
                text == null ? Base64.getEncoder().encodeToString(value) : null,
                value.length,
                cut);
    }

    private static @Nullable String text(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
