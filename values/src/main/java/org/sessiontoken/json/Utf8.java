package org.sessiontoken.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly. JSON between systems is UTF-8 (RFC 8259, section 8.1), and a JSON parser that is given bytes
 * guesses: it takes UTF-16 and UTF-32, and overlong forms of characters, so that two programs may read two different texts.
 */
public final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Utf8() {}

    /**
     * The text of these bytes. JSON in another encoding, decoded so, contains characters that no JSON may contain; neither may
     * it begin with a byte order mark.
     *
     * @throws CharacterCodingException if the bytes are not well-formed UTF-8 (RFC 3629)
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /**
     * The text of these bytes, without the byte order mark that some editors and programs put before it.
     *
     * @throws CharacterCodingException if the bytes are not well-formed UTF-8 (RFC 3629)
     */
    public static String decodeWithoutMark(byte[] bytes) throws CharacterCodingException {
        String text = decode(bytes);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
