package org.sessiontoken.standalone.keyset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the keys of files, without the keys themselves. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = KeysCommand.BUG,
        description =
                "Lists the names of the keys, their algorithms and lengths, and which one is used for what is new.")
final class ListKeysCommand implements Callable<Integer> {

    private static final String ROW = "%-40s %-10s %-9s %-21s %s";

    private final Clock clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files.")
    private List<Path> files = List.of();

    ListKeysCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        PrintWriter notes = line.getErr();
        boolean refused = false;
        for (Path file : files) {
            KeySetFile.Inspection found = KeySetFile.inspect(file, DevelopmentKeys.ALLOWED);
            out.println(file + ":");
            if (!found.entries().isEmpty()) {
                out.println(row("KEY", "ALGORITHM", "LENGTH", "MADE", "USE"));
            }
            for (KeySetEntry entry : found.entries()) {
                out.println(row(
                        entry.key().kid(),
                        entry.key().algorithm(),
                        entry.key().material().length() + " bytes",
                        entry.issuedAt().map(Moments::text).orElse("not known"),
                        use(entry, found.entries())
                                + (DevelopmentKeys.isMarked(entry.key().material()) ? "; made for development" : "")));
            }
            out.flush();
            found.faults().forEach(notes::println);
            notes.flush();
            refused |= !found.faults().isEmpty();
        }
        return (refused ? KeysExit.REFUSED : KeysExit.DONE).code();
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, ROW, columns);
    }

    private String use(KeySetEntry entry, List<KeySetEntry> all) {
        if (all.stream().anyMatch(one -> one.notBefore().isPresent())) {
            return timedUse(entry, all);
        }
        return entry.equals(all.get(0)) ? "first: used for what is new" : "good for what exists";
    }

    private String timedUse(KeySetEntry entry, List<KeySetEntry> all) {
        Instant beginning = entry.notBefore().orElse(Instant.MIN);
        if (clock.instant().isBefore(beginning)) {
            return "for requests from " + Moments.text(beginning) + " on";
        }
        Optional<Instant> end = all.stream()
                .flatMap(other -> other.notBefore().stream())
                .filter(beginning::isBefore)
                .min(Instant::compareTo);
        return end.map(later -> (clock.instant().isBefore(later) ? "used now, " : "") + "for requests before "
                        + Moments.text(later))
                .orElse("used for new requests");
    }
}
