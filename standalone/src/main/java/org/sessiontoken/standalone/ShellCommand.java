package org.sessiontoken.standalone;

import java.util.Properties;
import java.util.regex.Pattern;

/** Command lines to paste into a shell. */
final class ShellCommand {

    /** What the launcher was started as. */
    static final String LAUNCHER = "token-broker.launcher";

    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]+");

    private ShellCommand() {}

    /** How this program was started: by its launcher, from its jar, or in another way that has no short name. */
    static String ofThisProgram(Properties system) {
        String launcher = system.getProperty(LAUNCHER, "");
        if (!launcher.isEmpty()) {
            return quoted(launcher);
        }
        String classPath = system.getProperty("java.class.path", "");
        // Of java -jar, the class path is the jar.
        return classPath.endsWith("token-broker.jar") && !classPath.contains(system.getProperty("path.separator", ":"))
                ? "java -jar " + quoted(classPath)
                : "token-broker";
    }

    /** A word that the shell takes as it is. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
