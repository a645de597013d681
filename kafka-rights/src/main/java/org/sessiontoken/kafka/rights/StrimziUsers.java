package org.sessiontoken.kafka.rights;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;

/** Resources of the kind {@code KafkaUser}, of which Strimzi makes users with their rights and credentials. */
public final class StrimziUsers {

    private static final String KEY_OF_CLUSTER = "strimzi.io/cluster";

    private final String cluster;
    private final String authentication;

    /**
     * Users of one cluster.
     *
     * @param cluster the name of the resource {@code Kafka}
     * @param authentication how they prove who they are, in Strimzi's words: {@code tls} or {@code scram-sha-512}
     */
    public StrimziUsers(String cluster, String authentication) {
        this.cluster = cluster;
        this.authentication = authentication;
    }

    /** The resources, as one file in YAML. */
    public String text(List<Principal> principals) {
        return principals.stream().map(this::resource).collect(Collectors.joining("---\n"));
    }

    private String resource(Principal principal) {
        return String.format(Locale.ROOT, """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: %s
                  labels:
                    %s: %s
                spec:
                  authentication:
                    type: %s
                  authorization:
                    type: simple
                    acls:
                """, principal.name(), KEY_OF_CLUSTER, cluster, authentication)
                + principal.rights().stream().map(StrimziUsers::acl).collect(Collectors.joining());
    }

    private static String acl(Right right) {
        return String.format(
                Locale.ROOT,
                """
                      - resource:
                          type: %s
                          name: %s
                          patternType: %s
                        operations: [%s]
                """,
                right.on().resourceType().name().toLowerCase(Locale.ROOT),
                right.on().name(),
                right.on().patternType() == PatternType.PREFIXED ? "prefix" : "literal",
                right.operations().stream()
                        .map(operation -> WordsOfTools.camelCase(operation.name()))
                        .collect(Collectors.joining(", ")));
    }
}
