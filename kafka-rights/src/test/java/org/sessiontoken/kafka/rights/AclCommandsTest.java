package org.sessiontoken.kafka.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AclCommandsTest {

    @Test
    void areOneForEachRight() {
        List<Principal> operations = new Principals(Rights.ofThisVersion(), "User:NAME")
                .with(Holder.OPERATIONS, "operations")
                .with(Holder.GROUP_REQUESTOR, "node")
                .all();

        assertThat(new AclCommands(List.of("--bootstrap-server", "kafka-1:9092"))
                        .text(operations)
                        .lines())
                .contains(
                        "kafka-acls.sh --bootstrap-server kafka-1:9092 --add --allow-principal User:operations"
                                + " --operation Read --topic ags.auth-service-breakers --resource-pattern-type literal",
                        "kafka-acls.sh --bootstrap-server kafka-1:9092 --add --allow-principal User:node"
                                + " --operation Read --group node- --resource-pattern-type prefixed")
                .hasSize(5);
    }

    @Test
    void areTakenByAShellAsTheyAre() {
        List<Principal> broker = new Principals(Rights.ofThisVersion(), "User:CN=NAME,O=An operator's")
                .with(Holder.BROKER, "broker")
                .all();

        assertThat(new AclCommands(List.of("--bootstrap-server", "$(kafka):1")).text(broker))
                .contains(
                        " --bootstrap-server '$(kafka):1' ",
                        " --allow-principal 'User:CN=broker,O=An operator'\\''s' ",
                        " --operation Create --operation DescribeConfigs --operation Read ");
    }
}
