package org.sessiontoken.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of broker instances. */
final class BrokerSettings {

    static final int PARTITIONS = 12;

    private final List<String> arguments = new ArrayList<>();
    private int authServices;

    /** With the auth service that all programs ask. */
    BrokerSettings(String bootstrapServers, Operator operator) {
        set("spring.kafka.bootstrap-servers", bootstrapServers);
        set("spring.main.web-application-type", "none");
        set("ags.broker.requestors.http-adapter", operator.file(operator.adapter()));
        set("ags.broker.issuing.keys", operator.file(operator.issuing()));
        set("ags.broker.intake.dead-letter-keys", operator.file(operator.deadLetters()));
        set("ags.broker.topics.partitions", PARTITIONS);
        // Kafka has one node here.
        set("ags.development", true);
        Path keys = operator.file(operator.operator());
        authService(Programs.SIGN_IN, "shared-secret-jwt", "options.keys=" + keys);
    }

    BrokerSettings set(String key, Object value) {
        arguments.add("--" + key + "=" + value);
        return this;
    }

    /** Adds an auth service, with further settings below it as {@code key=value}. */
    BrokerSettings authService(String name, String type, String... settings) {
        String path = "--ags.broker.auth-services[" + authServices + "].";
        authServices++;
        arguments.add(path + "tenant-id=" + Operator.TENANT);
        arguments.add(path + "auth-service-id=" + name);
        arguments.add(path + "type=" + type);
        for (String setting : settings) {
            arguments.add(path + setting);
        }
        return this;
    }

    String[] arguments(String instance) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--ags.broker.instance=" + instance);
        return all.toArray(String[]::new);
    }
}
