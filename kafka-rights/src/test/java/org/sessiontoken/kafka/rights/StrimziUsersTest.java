package org.sessiontoken.kafka.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** As described by the schema of Strimzi's custom resource. */
class StrimziUsersTest {

    @Test
    void haveTheRightsInStrimzisWords() {
        List<Principal> users = new Principals(Rights.ofThisVersion(), "User:NAME")
                .with(Holder.AUDIT, "audit")
                .with(Holder.OPERATIONS, "operations")
                .all();

        assertThat(new StrimziUsers("kafka", "scram-sha-512").text(users)).isEqualTo("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: audit
                  labels:
                    strimzi.io/cluster: kafka
                spec:
                  authentication:
                    type: scram-sha-512
                  authorization:
                    type: simple
                    acls:
                      - resource:
                          type: topic
                          name: ags.session-token.replies.
                          patternType: prefix
                        operations: [Read]
                      - resource:
                          type: topic
                          name: ags.session-token.dead-letters
                          patternType: literal
                        operations: [Read]
                      - resource:
                          type: topic
                          name: ags.audit.accesses
                          patternType: literal
                        operations: [Read]
                ---
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: operations
                  labels:
                    strimzi.io/cluster: kafka
                spec:
                  authentication:
                    type: scram-sha-512
                  authorization:
                    type: simple
                    acls:
                      - resource:
                          type: topic
                          name: ags.auth-service-breakers
                          patternType: literal
                        operations: [Read]
                """);
    }
}
