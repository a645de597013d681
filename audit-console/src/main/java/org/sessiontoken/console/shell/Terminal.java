package org.sessiontoken.console.shell;

import java.nio.charset.Charset;

/**
 * What a command writes to.
 *
 * @param isTerminal whether its output is shown by a terminal, and not read by a program
 * @param showsNotes whether its error output is shown by a terminal
 * @param hasColours whether colours are wanted
 * @param columns how many columns the terminal has
 * @param charset the characters that it knows
 */
public record Terminal(boolean isTerminal, boolean showsNotes, boolean hasColours, int columns, Charset charset) {

    /** Whether it can show lines and dots. */
    boolean hasLines() {
        return charset.name().startsWith("UTF");
    }

    /** The text in a colour, where colours are wanted. */
    String coloured(String text, Colour colour) {
        return hasColours && colour != Colour.NONE ? colour.begin + text + "\u001b[0m" : text;
    }

    /** A colour that means something. */
    enum Colour {
        /** As everything else. */
        NONE(""),
        /** Of less importance. */
        FAINT("\u001b[2m"),
        /** The caller's fault. */
        REFUSED("\u001b[33m"),
        /** Our fault, or that of the auth service. */
        FAILED("\u001b[31m"),
        /** Nobody knows yet. */
        OPEN("\u001b[36m");

        private final String begin;

        Colour(String begin) {
            this.begin = begin;
        }
    }
}
