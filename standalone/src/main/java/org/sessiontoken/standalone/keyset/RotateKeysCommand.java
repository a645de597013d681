package org.sessiontoken.standalone.keyset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does the next step of a rotation. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = KeysCommand.BUG,
        description = {
            "Does the next step of a rotation, and says what comes next and when it is safe.",
            "A new key is added; then it is made the first; then the old key is removed. A new issuing key is added with the"
                    + " time from when on it is used, and no order counts."
        })
final class RotateKeysCommand implements Callable<Integer> {

    private static final Duration MAX_WAIT = Duration.ofDays(3650);

    private final Clock clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PURPOSE", description = "sealing, issuing, dead-letters or operator.")
    private @Nullable KeyPurpose purpose;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file, which is replaced as a whole.")
    private @Nullable Path file;

    @Option(
            names = "--kid",
            paramLabel = "NAME",
            description = "Name of a new key; default: the name of the file and the day.")
    private @Nullable String kid;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "How long this step waits for what was before it. Default: 5m until all have a changed file; and"
                            + " before an old key is removed, 5m for sealing and issuing, 24h for operator, 30d for dead-letters."
                            + " 0s if a key has leaked.")
    private @Nullable Duration wait;

    RotateKeysCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        requireWait();
        Path rotated = Objects.requireNonNull(file);
        KeyPurpose of = Objects.requireNonNull(purpose);
        KeySetFile.Inspection found = KeySetFile.inspect(rotated, DevelopmentKeys.ALLOWED);
        List<String> faults = of.faults(rotated, found);
        if (!faults.isEmpty()) {
            return end(KeysExit.REFUSED, faults.toArray(String[]::new));
        }
        return rotate(rotated, of, found.entries());
    }

    private int rotate(Path rotated, KeyPurpose of, List<KeySetEntry> entries) {
        Instant changedAt;
        try {
            changedAt = Files.getLastModifiedTime(rotated).toInstant();
        } catch (IOException gone) {
            return NotWritten.say(commandLine().getErr(), rotated, gone);
        }
        return new KeyRotation(of, Optional.ofNullable(wait), changedAt, clock.instant())
                .next(entries, newKid(rotated, entries), entries.get(0).key().algorithm())
                .fold(new RotationStep.Cases<>() {
                    @Override
                    public Integer change(RotationStep.Change step) {
                        return write(rotated, step);
                    }

                    @Override
                    public Integer tooEarly(RotationStep.TooEarly step) {
                        return end(
                                KeysExit.TOO_EARLY,
                                rotated + ": nothing changed. The next step is to " + step.what() + "; it is safe from "
                                        + Moments.text(step.until()) + " on");
                    }

                    @Override
                    public Integer unclear(RotationStep.Unclear step) {
                        return end(KeysExit.REFUSED, "key set " + rotated + ": " + step.why());
                    }
                });
    }

    private int write(Path rotated, RotationStep.Change step) {
        try {
            KeySetFile.replace(rotated, step.entries());
        } catch (IOException unwritable) {
            return NotWritten.say(commandLine().getErr(), rotated, unwritable);
        }
        PrintWriter out = commandLine().getOut();
        out.println(rotated + ": " + step.done());
        out.println(step.next());
        out.flush();
        return KeysExit.DONE.code();
    }

    /** A name that no key of the set has: a number tells the keys of one day apart. */
    private String newKid(Path rotated, List<KeySetEntry> entries) {
        String given = kid;
        if (given != null) {
            if (entries.stream().anyMatch(entry -> entry.key().kid().equals(given))) {
                throw refused("--kid: the set has a key of this name: give another, or none");
            }
            if (!given.matches("[!-~]{1,128}")) {
                throw refused("--kid: must be 1 to 128 printable ASCII characters without spaces");
            }
            return given;
        }
        String name = KeysCommand.kid(rotated, clock);
        return Stream.concat(
                        Stream.of(name),
                        IntStream.iterate(2, number -> number + 1).mapToObj(number -> name + "-" + number))
                .filter(candidate ->
                        entries.stream().noneMatch(entry -> entry.key().kid().equals(candidate)))
                .findFirst()
                .orElseThrow();
    }

    private void requireWait() {
        Duration given = wait;
        if (given != null && (given.isNegative() || given.compareTo(MAX_WAIT) > 0)) {
            throw refused("--wait must be from 0s to 3650d");
        }
    }

    private int end(KeysExit status, String... lines) {
        PrintWriter notes = commandLine().getErr();
        for (String line : lines) {
            notes.println(line);
        }
        notes.flush();
        return status.code();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private ParameterException refused(String message) {
        return new ParameterException(commandLine(), message);
    }
}
