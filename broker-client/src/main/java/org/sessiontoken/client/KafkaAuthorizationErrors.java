package org.sessiontoken.client;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Tells failures by which Kafka refuses a client from those by which Kafka does not answer. */
final class KafkaAuthorizationErrors {

    private static final int MAX_CAUSES = 8;

    private KafkaAuthorizationErrors() {}

    /** Whether Kafka refuses the client's login, or the client lacks a right. Kafka wraps such failures in others. */
    static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int causes = 0; cause != null && causes < MAX_CAUSES; causes++) {
            if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
