package org.sessiontoken.standalone.keyset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says all that the programs would refuse in key sets. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = KeysCommand.BUG,
        description = "Says all that the programs would refuse. The files of several requestors are checked together.")
final class CheckKeysCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PURPOSE", description = "sealing, issuing, dead-letters or operator.")
    private @Nullable KeyPurpose purpose;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The files.")
    private List<Path> files = List.of();

    @Option(names = "--development", description = "Allows keys that were made for development.")
    private boolean development;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        PrintWriter notes = line.getErr();
        KeyPurpose of = Objects.requireNonNull(purpose);
        Map<String, Path> fileOf = new HashMap<>();
        boolean refused = false;
        for (Path file : files) {
            KeySetFile.Inspection found =
                    KeySetFile.inspect(file, development ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED);
            List<String> faults = new ArrayList<>(of.faults(file, found));
            if (of == KeyPurpose.SEALING) {
                faults.addAll(namesOfOthers(file, found.entries(), fileOf));
            }
            faults.forEach(notes::println);
            refused |= !faults.isEmpty();
            if (faults.isEmpty()) {
                out.println(file + ": good, " + count(found.entries().size()));
            }
        }
        notes.flush();
        out.flush();
        return (refused ? KeysExit.REFUSED : KeysExit.DONE).code();
    }

    /** The broker finds the key of a request by its name alone, among those of all requestors. */
    private static List<String> namesOfOthers(Path file, List<KeySetEntry> entries, Map<String, Path> fileOf) {
        List<String> faults = new ArrayList<>();
        for (KeySetEntry entry : entries) {
            Path other = fileOf.putIfAbsent(entry.key().kid(), file);
            if (other != null && !other.equals(file)) {
                faults.add("key set " + file + ": key '" + entry.key().kid() + "' must have a name of its own: " + other
                        + " has a key of the same name");
            }
        }
        return faults;
    }

    private static String count(int keys) {
        return keys == 1 ? "1 key" : keys + " keys";
    }
}
