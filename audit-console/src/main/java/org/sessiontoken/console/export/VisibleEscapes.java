package org.sessiontoken.console.export;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.VisibleText;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Has JSON show everything, and mean the same: what cannot be seen, would turn its neighbours round or would be obeyed by a terminal is
 * written as an escape, and letters of all languages as they are. Characters beyond the basic plane are escaped, too.
 */
final class VisibleEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    VisibleEscapes() {
        // JSON permits it as it is.
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    /** Of half a character nothing can be seen either. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        String text = String.valueOf((char) character);
        return VisibleText.escaped(text).equals(text)
                ? null
                : new SerializedString(String.format(Locale.ROOT, "\\u%04X", character));
    }
}
