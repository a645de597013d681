package org.sessiontoken.console.shell;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.Failures;

/** Says what to do about what Kafka answers. */
final class KafkaFailures {

    private KafkaFailures() {}

    static String words(KafkaException failure) {
        if (failure instanceof NoTopicsException) {
            return "Kafka shows neither " + Topics.REQUESTS + " nor any " + Topics.REPLIES_PREFIX
                    + "… to this login: check --bootstrap-server, and give it the right READ on them";
        }
        if (Failures.rootCause(failure) instanceof ConfigException) {
            // Its message quotes the setting's value, which may be a password.
            return "Kafka's client does not take its settings: check --bootstrap-server and --command-config";
        }
        if (failure instanceof AuthenticationException) {
            return "Kafka refuses the login: check what --command-config says of it";
        }
        if (failure instanceof AuthorizationException) {
            return "Kafka does not allow it: give the login the right READ on the topics (" + Failures.summary(failure)
                    + ")";
        }
        if (failure instanceof TimeoutException) {
            return "Kafka has not answered within " + KafkaOptions.MAX_WAIT_MS / 1_000
                    + " s: check --bootstrap-server, and whether it wants a --command-config";
        }
        return "Kafka cannot be read (" + Failures.summary(failure) + ")";
    }
}
