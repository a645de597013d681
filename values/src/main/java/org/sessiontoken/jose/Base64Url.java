package org.sessiontoken.jose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64url as JOSE uses it (RFC 7515, section 2), in the one spelling that bytes have: without padding, without line breaks,
 * and with zeros in the unused bits of the last character (RFC 4648, section 3.5). So a token, an envelope or a key that is
 * spelled in another way is not the same one, but none.
 */
public final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** The text of bytes. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The bytes of a text. The result is empty if the text is not base64url, or not in its one spelling. */
    public static Optional<byte[]> decode(String text) {
        return decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The bytes of a text in ASCII. The result is empty if the text is not base64url, or not in its one spelling. */
    public static Optional<byte[]> decode(byte[] text) {
        if (!endsAsItMust(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DECODER.decode(text));
        } catch (IllegalArgumentException notBase64url) {
            return Optional.empty();
        }
    }

    /** Whether the last character is no padding, and has only those bits that belong to a byte. */
    private static boolean endsAsItMust(byte[] text) {
        if (text.length == 0) {
            return true;
        }
        int last = ALPHABET.indexOf(text[text.length - 1]);
        int unusedBits =
                switch (text.length % 4) {
                    case 2 -> 0b1111;
                    case 3 -> 0b11;
                    default -> 0;
                };
        return last >= 0 && (last & unusedBits) == 0;
    }
}
