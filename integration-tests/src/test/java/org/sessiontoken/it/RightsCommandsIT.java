package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.rights.AclCommands;
import org.sessiontoken.kafka.rights.Grant;
import org.sessiontoken.kafka.rights.GrantedRights;
import org.sessiontoken.kafka.rights.Holder;
import org.sessiontoken.kafka.rights.Principal;
import org.sessiontoken.kafka.rights.Principals;
import org.sessiontoken.kafka.rights.Rights;

/**
 * The commands that give rights are taken by Kafka's own tool, and give the rights of {@code deploy/acls.yaml}, as granting them
 * does.
 */
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

            List<AclBinding> rights =
                    principals.all().stream().flatMap(Principal::acls).toList();
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(rights);

            AclBinding lost = rights.get(0);
            AclBinding beyond = new AclBinding(
                    lost.pattern(),
                    new AccessControlEntry(
                            lost.entry().principal(), "*", AclOperation.DELETE, AclPermissionType.ALLOW));
            AclBinding ofSomebodyElse = new AclBinding(
                    lost.pattern(),
                    new AccessControlEntry("User:else", "*", AclOperation.READ, AclPermissionType.ALLOW));
            admin.deleteAcls(List.of(lost.toFilter())).all().get();
            admin.createAcls(List.of(beyond, ofSomebodyElse)).all().get();

            assertThat(new GrantedRights(admin).grant(principals.all()))
                    .isEqualTo(new Grant(rights.size(), 1, List.of(beyond)));
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsAll(rights)
                    .contains(beyond, ofSomebodyElse);
        } finally {
            Exit.resetExitProcedure();
        }
    }
}
