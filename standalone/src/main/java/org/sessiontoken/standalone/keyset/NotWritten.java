package org.sessiontoken.standalone.keyset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The end of a command that cannot write its file. */
final class NotWritten {

    private NotWritten() {}

    /** The message of the failure is left out: it says the path alone, and of a draft at that. */
    static int say(PrintWriter notes, Path file, IOException why) {
        notes.println("token-broker: " + file + " cannot be written ("
                + why.getClass().getSimpleName()
                + "): check that its folder exists, and run the command as the user that owns the file");
        notes.flush();
        return KeysExit.NOT_WRITTEN.code();
    }
}
