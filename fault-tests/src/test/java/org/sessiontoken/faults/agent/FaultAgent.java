package org.sessiontoken.faults.agent;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;

/**
 * Changes the program that it is loaded into, by {@code -javaagent:…=clock=FILE} or {@code -javaagent:…=mutant=NAME}. What it
 * has changed it says on the error stream; where what it wants to change is not there, it ends the program.
 */
public final class FaultAgent {

    static final String CHANGED = "fault agent has changed ";

    private FaultAgent() {}

    /** Called by the JVM before the program's own {@code main}. */
    public static void premain(String argument, Instrumentation instrumentation) {
        int equals = argument.indexOf('=');
        String kind = argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        switch (kind) {
            case "clock" -> SteppedClock.install(Path.of(value), instrumentation);
            case "mutant" -> Mutant.of(value).install(instrumentation);
            default -> throw new IllegalArgumentException(argument);
        }
    }

    static void changed(String what) {
        System.err.println(CHANGED + what);
    }

    static void notThere(String what) {
        System.err.println("fault agent does not find what it is to change: " + what);
        Runtime.getRuntime().halt(99);
    }

    /** The lines that a program's log must have when all is changed that this argument asks for. */
    public static List<String> signs(String argument) {
        return argument.startsWith("mutant=")
                ? Mutant.of(argument.substring("mutant=".length())).changes()
                : List.of(CHANGED + "the clock");
    }
}
