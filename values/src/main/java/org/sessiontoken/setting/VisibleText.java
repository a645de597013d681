package org.sessiontoken.setting;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Text in which everything can be seen. What cannot be seen is not meant: a byte order mark, a no-break space, a zero-width
 * space, a control character, a line break, or a space at either end. It comes from editors, web pages and shells, and would
 * make a secret another secret.
 */
public final class VisibleText {

    private static final String IGNORABLE = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\uFFFD";

    private VisibleText() {}

    /** What is wrong with a text, to be put after the name of its setting; empty if all of it can be seen. Quotes nothing. */
    public static Optional<String> refusal(String text) {
        if (text.isEmpty()) {
            return Optional.of("is empty: give it a value, or remove it");
        }
        OptionalInt hidden = text.codePoints().filter(VisibleText::isInvisible).findFirst();
        if (hidden.isPresent()) {
            return Optional.of("must be one line of visible characters, and it has "
                    + String.format(Locale.ROOT, "U+%04X", hidden.getAsInt()) + " (" + name(hidden.getAsInt())
                    + "): remove that character");
        }
        if (text.isBlank()) {
            return Optional.of("is blank: give it a value, or remove it");
        }
        if (text.startsWith(" ") || text.endsWith(" ")) {
            return Optional.of("must have no space at either end: remove it");
        }
        return Optional.empty();
    }

    /**
     * The text with everything visible: what cannot be seen, or would be obeyed by a terminal, becomes its number, such as
     * <code>&#92;u{1B}</code>.
     */
    public static String escaped(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isInvisible(character) || Character.getType(character) == Character.PRIVATE_USE) {
                visible.append(String.format(Locale.ROOT, "\\u{%X}", character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static String name(int character) {
        String name = Character.getName(character);
        return name == null ? "no character" : name.toLowerCase(Locale.ROOT);
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> character != ' ';
            default -> IGNORABLE.indexOf(character) >= 0 || isVariationSelector(character);
        };
    }

    private static boolean isVariationSelector(int character) {
        return character >= 0xFE00 && character <= 0xFE0F
                || character >= 0x180B && character <= 0x180F
                || character >= 0xE0100 && character <= 0xE01EF;
    }
}
