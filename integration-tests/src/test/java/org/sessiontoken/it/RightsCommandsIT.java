package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.rights.AclCommands;
import org.sessiontoken.kafka.rights.Holder;
import org.sessiontoken.kafka.rights.Principal;
import org.sessiontoken.kafka.rights.Principals;
import org.sessiontoken.kafka.rights.Rights;

/** The commands that give rights are taken by Kafka's own tool, and give the rights of {@code deploy/acls.yaml}. */
class RightsCommandsIT {

    @Test
    void giveTheRightsOfTheFile(@TempDir Path folder) throws Exception {
        Principals principals = new Principals(Rights.ofThisVersion(), "User:CN=NAME");
        Arrays.stream(Holder.values()).forEach(holder -> principals.with(holder, holder.key()));
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("kafka-acls.sh ends with " + status);
        });
        try (EmbeddedKafka kafka = EmbeddedKafka.start(
                        EmbeddedKafkaSettings.onAFreePort(folder).with(LeastRights.listener(0)));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            String commands =
                    new AclCommands(List.of("--bootstrap-server", kafka.bootstrapServers())).text(principals.all());

            for (String command : commands.lines().toList()) {
                List<String> words = List.of(command.split(" "));
                assertThat(words.get(0)).isEqualTo("kafka-acls.sh");
                AclCommand.main(words.subList(1, words.size()).toArray(String[]::new));
            }

            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(
                            principals.all().stream().flatMap(Principal::acls).toList());
        } finally {
            Exit.resetExitProcedure();
        }
    }
}
