package org.sessiontoken.standalone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code rights}, with its commands. */
@Command(
        name = "rights",
        mixinStandardHelpOptions = true,
        description = "Gives each program the rights that it needs in Kafka, and no others, or prints what gives them.")
final class RightsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private RightsCommand() {}

    static CommandLine commandLine() {
        return new CommandLine(new RightsCommand())
                .addSubcommand(new GrantRights())
                .addSubcommand(new RightsAsCommands())
                .addSubcommand(new RightsForStrimzi());
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "rights must be followed by grant, commands or strimzi");
    }
}
