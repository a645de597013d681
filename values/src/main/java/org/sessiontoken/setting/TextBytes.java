package org.sessiontoken.setting;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.sessiontoken.json.Utf8;

/** The bytes of a file as text: UTF-8 and nothing else, without the byte order mark that some editors put before it. */
public final class TextBytes {

    private TextBytes() {}

    /** The text, or empty if the bytes are not UTF-8. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(Utf8.decodeWithoutMark(bytes));
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
    }

    /** The text without the spaces, tabs and line breaks around it, which editors and shells add. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isWhiteSpace(char character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}
