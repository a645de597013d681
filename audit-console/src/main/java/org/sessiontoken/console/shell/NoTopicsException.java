package org.sessiontoken.console.shell;

import org.apache.kafka.common.KafkaException;

/** Kafka shows no topic that could be looked at. */
final class NoTopicsException extends KafkaException {

    private static final long serialVersionUID = 1L;
}
