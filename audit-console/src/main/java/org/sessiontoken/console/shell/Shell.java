package org.sessiontoken.console.shell;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;

/**
 * Where a command runs.
 *
 * @param out gets what was asked for; it must throw when nobody reads it any more
 * @param notes gets what is said about that: how far it is, what it covers, what went wrong
 * @param terminal what shows both
 * @param zone in which times are shown
 * @param user who calls the command
 * @param stopped whether the user has asked it to end
 */
public record Shell(
        OutputStream out, PrintWriter notes, Terminal terminal, ZoneId zone, String user, BooleanSupplier stopped) {

    /** Says something about the output. */
    void note(String text) {
        notes.println(text);
        notes.flush();
    }
}
