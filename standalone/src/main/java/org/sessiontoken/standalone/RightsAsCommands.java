package org.sessiontoken.standalone;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.rights.AclCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints commands for Kafka's {@code kafka-acls.sh}. */
@Command(
        name = "commands",
        mixinStandardHelpOptions = true,
        description = "Prints a command for Kafka's kafka-acls.sh for each right.")
final class RightsAsCommands implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HolderOptions holders = new HolderOptions();

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Address of Kafka in the commands; default: ${DEFAULT-VALUE}.")
    private String bootstrapServer = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "File in the commands with which kafka-acls.sh logs in.")
    private @Nullable String commandConfig;

    @Mixin
    private PrincipalOption principal = new PrincipalOption();

    @Override
    public Integer call() {
        List<String> connection = new ArrayList<>(List.of("--bootstrap-server", bootstrapServer));
        if (commandConfig != null) {
            connection.addAll(List.of("--command-config", commandConfig));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(new AclCommands(connection)
                .text(holders.principals(principal.template()).all()));
        out.flush();
        return 0;
    }
}
