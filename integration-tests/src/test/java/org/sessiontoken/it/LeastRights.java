package org.sessiontoken.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.sessiontoken.kafka.embedded.SecuredListener;
import org.sessiontoken.kafka.rights.Holder;
import org.sessiontoken.kafka.rights.Principal;
import org.sessiontoken.kafka.rights.Principals;
import org.sessiontoken.kafka.rights.Rights;

/**
 * The users of the tests' Kafka, whose passwords are their names. Each has the rights of {@code deploy/acls.yaml}, and no
 * others.
 */
final class LeastRights {

    static final String BROKER = "broker";
    static final String ADAPTER = "http-adapter";
    static final String BILLING = InternalSystem.NAME.value();
    static final String CONSOLE = "console";
    static final String AUDIT = "audit";
    static final String OPERATIONS = "operations";

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private LeastRights() {}

    private static List<Principal> users() {
        return new Principals(Rights.ofThisVersion(), "User:NAME")
                .with(Holder.BROKER, BROKER)
                .with(Holder.ADAPTER, ADAPTER)
                .with(Holder.GROUP_REQUESTOR, BILLING)
                .with(Holder.CONSOLE, CONSOLE)
                .with(Holder.AUDIT, AUDIT)
                .with(Holder.OPERATIONS, OPERATIONS)
                .all();
    }

    /** The port for these users: SASL/PLAIN without TLS, which costs no time. */
    static SecuredListener listener(int port) {
        String passwords = users().stream()
                .map(user -> "user_" + user.name() + "=\"" + user.name() + "\"")
                .collect(Collectors.joining(" "));
        return new SecuredListener(
                port,
                SecurityProtocol.SASL_PLAINTEXT,
                Map.of("sasl.enabled.mechanisms", "PLAIN", "plain.sasl.jaas.config", PLAIN + passwords + ";"));
    }

    /** How these users connect to that port. */
    static Connections at(String bootstrapServers) {
        return user -> Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + "username=\"" + user + "\" password=\"" + user + "\";");
    }

    /** Gives each user their rights. */
    static void grantAll(String innerBootstrapServers) {
        grant(innerBootstrapServers, all());
    }

    /** The rights of all users. */
    static List<AclBinding> all() {
        return users().stream().flatMap(Principal::acls).toList();
    }

    static void grant(String innerBootstrapServers, AclBinding right) {
        grant(innerBootstrapServers, List.of(right));
    }

    private static void grant(String innerBootstrapServers, List<AclBinding> rights) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", innerBootstrapServers))) {
            admin.createAcls(rights).all().get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static void withdraw(String innerBootstrapServers, AclBinding right) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", innerBootstrapServers))) {
            admin.deleteAcls(List.of(right.toFilter())).all().get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
