package org.sessiontoken.standalone;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.rights.Holder;
import org.sessiontoken.kafka.rights.Principals;
import org.sessiontoken.kafka.rights.Rights;
import org.sessiontoken.value.RequestorName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that say who is who in the cluster. */
final class HolderOptions {

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--broker",
            paramLabel = "NAME",
            defaultValue = "broker",
            description = "Name of the broker in Kafka; default: ${DEFAULT-VALUE}.")
    private RequestorName broker = new RequestorName("broker");

    @Option(
            names = "--console",
            paramLabel = "NAME",
            defaultValue = "console",
            description = "Name of the audit console in Kafka; default: ${DEFAULT-VALUE}.")
    private RequestorName console = new RequestorName("console");

    @Option(
            names = "--adapter",
            paramLabel = "NAME",
            defaultValue = "http-adapter",
            description =
                    "HTTP adapter, by its name as a requestor; may be given several times; default: ${DEFAULT-VALUE}.")
    private List<RequestorName> adapters = List.of();

    @Option(names = "--requestor", paramLabel = "NAME", description = "Further requestor; may be given several times.")
    private List<RequestorName> requestors = List.of();

    @Option(
            names = "--group-requestor",
            paramLabel = "NAME",
            description = "Further requestor that reads its replies by a consumer group; may be given several times.")
    private List<RequestorName> groupRequestors = List.of();

    @Option(
            names = "--audit",
            paramLabel = "NAME",
            description = "Who examines what was issued, and who looked at it; may be given several times.")
    private List<RequestorName> auditors = List.of();

    @Option(
            names = "--operations",
            paramLabel = "NAME",
            description = "Who watches circuit breakers; may be given several times.")
    private List<RequestorName> operations = List.of();

    /**
     * Everybody, with their rights.
     *
     * @param template how Kafka calls somebody who logs in as {@code NAME}
     */
    Principals principals(String template) {
        try {
            Principals principals = new Principals(Rights.ofThisVersion(), template);
            add(principals, Holder.BROKER, List.of(broker));
            add(principals, Holder.ADAPTER, adapters);
            add(principals, Holder.REQUESTOR, requestors);
            add(principals, Holder.GROUP_REQUESTOR, groupRequestors);
            add(principals, Holder.CONSOLE, List.of(console));
            add(principals, Holder.AUDIT, auditors);
            add(principals, Holder.OPERATIONS, operations);
            return principals;
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--principal " + malformed.getMessage());
        }
    }

    private static void add(Principals principals, Holder holder, List<RequestorName> names) {
        names.forEach(name -> principals.with(holder, name.value()));
    }
}
