package org.sessiontoken.console.shell;

import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code audit}, with its commands. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Shows who asked for session tokens, what came of it and why, from Kafka.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:It has done what was asked.",
            "1:Nothing was found in what was looked at.",
            "2:The command line is wrong.",
            "3:Kafka does not answer, or does not allow it.",
            "4:Not everything that was asked for was looked at.",
            "70:A bug.",
            "74:The output cannot be written.",
            "130:Ctrl-C.",
            "141:Nobody reads the output any more."
        },
        exitCodeOnExecutionException = ExitStatus.BUG_CODE)
public final class AuditCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private AuditCommand() {}

    /**
     * The command.
     *
     * @param shell where it runs; asked only once a command is run
     */
    public static CommandLine of(Supplier<Shell> shell, Clock clock) {
        Audit audit = new Audit(shell, clock);
        return new CommandLine(new AuditCommand())
                .addSubcommand(new TailCommand(audit))
                .addSubcommand(new FindCommand(audit))
                .addSubcommand(new ShowCommand(audit))
                .addSubcommand(new ExportCommand(audit));
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "audit must be followed by tail, find, show or export");
    }
}
