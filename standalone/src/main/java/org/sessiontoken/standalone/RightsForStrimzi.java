package org.sessiontoken.standalone;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.rights.StrimziUsers;
import org.sessiontoken.value.RequestorName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints users for Strimzi's operator. */
@Command(
        name = "strimzi",
        mixinStandardHelpOptions = true,
        description = "Prints a resource KafkaUser for each program, for Strimzi 0.49 or newer.")
final class RightsForStrimzi implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HolderOptions holders = new HolderOptions();

    @Option(
            names = "--cluster",
            required = true,
            paramLabel = "NAME",
            description = "Name of the resource Kafka that the users are for, in lower case.")
    private @Nullable RequestorName cluster;

    @Option(
            names = "--authentication",
            paramLabel = "TYPE",
            defaultValue = "tls",
            description = "How they prove who they are, tls or scram-sha-512; default: ${DEFAULT-VALUE}.")
    private String authentication = "";

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (!authentication.matches("tls|scram-sha-512")) {
            throw new ParameterException(command.commandLine(), "--authentication must be tls or scram-sha-512");
        }
        PrintWriter out = command.commandLine().getOut();
        out.print(new StrimziUsers(Objects.requireNonNull(cluster).value(), authentication)
                .text(holders.principals("User:NAME").all()));
        out.flush();
        return 0;
    }
}
