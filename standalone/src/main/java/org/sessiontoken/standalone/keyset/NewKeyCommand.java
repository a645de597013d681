package org.sessiontoken.standalone.keyset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key set with one new key. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = KeysCommand.BUG,
        description = "Makes a file with one new key, which only its owner can read.")
final class NewKeyCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PURPOSE", description = "sealing, issuing, dead-letters or operator.")
    private @Nullable KeyPurpose purpose;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file, which must not exist yet.")
    private @Nullable Path file;

    @Option(
            names = "--kid",
            paramLabel = "NAME",
            description = "Name of the key; default: the name of the file and the day.")
    private @Nullable String kid;

    @Option(
            names = "--alg",
            paramLabel = "ALG",
            description =
                    "Algorithm; default: " + KeyPurpose.DEFAULT_ALGORITHMS + ". operator allows HS384 and HS512, too.")
    private @Nullable String algorithm;

    NewKeyCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Path made = Objects.requireNonNull(file);
        KeySetEntry entry = new KeySetEntry(key(made), Optional.of(clock.instant()), Optional.empty(), Map.of());
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            KeySetFile.writeEntries(made, List.of(entry));
        } catch (FileAlreadyExistsException there) {
            throw refused(made + " exists already: give another name, or use keys rotate");
        } catch (IOException unwritable) {
            return NotWritten.say(line.getErr(), made, unwritable);
        }
        PrintWriter out = line.getOut();
        out.println(made + ": made with key '" + entry.key().kid() + "' for "
                + entry.key().algorithm());
        out.flush();
        return KeysExit.DONE.code();
    }

    private NamedKey key(Path made) {
        KeyPurpose chosen = Objects.requireNonNull(purpose);
        String alg = Objects.requireNonNullElse(algorithm, chosen.defaultAlgorithm());
        if (!chosen.allows(alg)) {
            throw refused("--alg: a key for " + chosen.word() + " must be for " + chosen.algorithms());
        }
        try {
            return NamedKey.random(Objects.requireNonNullElse(kid, KeysCommand.kid(made, clock)), alg);
        } catch (IllegalArgumentException malformed) {
            throw refused("--kid: " + malformed.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
