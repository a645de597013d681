package org.sessiontoken.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.rights.Grant;
import org.sessiontoken.kafka.rights.GrantedRights;
import org.sessiontoken.kafka.rights.Principal;
import org.sessiontoken.telemetry.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Grants the rights in a cluster. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description =
                "Gives each program its rights in Kafka: those that it lacks. It takes none away, and says which ones"
                        + " are not needed.")
final class GrantRights implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HolderOptions holders = new HolderOptions();

    @Mixin
    private PrincipalOption principal = new PrincipalOption();

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Address of Kafka, or several with commas between them; default: ${DEFAULT-VALUE}.")
    private String bootstrapServer = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description =
                    "File with properties with which Kafka's client logs in as somebody who may alter the cluster.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "1m",
            description = "How long to wait for Kafka; default: ${DEFAULT-VALUE}.")
    private Duration wait = Duration.ofMinutes(1);

    @Override
    public Integer call() throws InterruptedException {
        List<Principal> principals = holders.principals(principal.template()).all();
        try (Admin admin = Admin.create(connection())) {
            report(new GrantedRights(admin).grant(principals));
            return 0;
        } catch (ExecutionException refused) {
            throw new TokenBrokerException(words(Objects.requireNonNull(refused.getCause())));
        } catch (KafkaException unusable) {
            throw new TokenBrokerException(words(unusable));
        }
    }

    private Map<String, Object> connection() {
        Map<String, Object> properties = new HashMap<>();
        if (commandConfig != null) {
            read(commandConfig).forEach((key, value) -> properties.put(String.valueOf(key), value));
        }
        int waitMs = (int) Math.min(Integer.MAX_VALUE, wait.toMillis());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, waitMs);
        // A node that has just started may not know the cluster yet, and is asked again. Kafka's client takes no longer
        // time
        // than that for all requests.
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(waitMs, 5_000));
        return properties;
    }

    private Properties read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--command-config must be a file with properties, as Kafka's own tools take it: " + file);
        }
    }

    private void report(Grant grant) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(grant.needed() + " rights are needed, " + grant.added() + " were missing and are granted now.");
        grant.beyond()
                .forEach(acl -> out.println("Not needed, and left as it is: "
                        + acl.entry().principal() + " may "
                        + acl.entry().operation() + " on " + acl.pattern().resourceType() + " "
                        + acl.pattern().name()));
        out.flush();
    }

    private static String words(Throwable failure) {
        if (failure instanceof SecurityDisabledException) {
            return "Kafka checks no rights: set authorizer.class.name on its nodes, and restart them";
        }
        if (failure instanceof AuthorizationException) {
            return "Kafka does not allow it: log in as one of its super.users, by --command-config";
        }
        if (failure instanceof AuthenticationException) {
            return "Kafka refuses the login: check what --command-config says of it";
        }
        if (failure instanceof TimeoutException) {
            return "Kafka has not answered within the time of --wait: check --bootstrap-server, and whether it wants a"
                    + " --command-config";
        }
        if (Failures.rootCause(failure) instanceof ConfigException) {
            // Its message quotes the setting's value, which may be a password.
            return "Kafka's client does not take its settings: check --bootstrap-server and --command-config";
        }
        return "the rights are not granted (" + Failures.summary(failure) + ")";
    }
}
