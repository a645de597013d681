package org.sessiontoken.kafka.embedded;

import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A second port, on which clients prove who they are. With it, Kafka checks what each of them may do by its own {@code
 * StandardAuthorizer}: nothing that no ACL allows. Whoever connects to the first port is {@code User:ANONYMOUS} and may do all,
 * so that the ACLs can be made there.
 *
 * <p>The settings are Kafka's own for a listener, without the prefix. With mutual TLS, for example:
 *
 * <pre>{@code
 * new SecuredListener(0, SecurityProtocol.SSL, Map.of(
 *         "ssl.keystore.type", "PEM",
 *         "ssl.keystore.location", "kafka.pem",
 *         "ssl.truststore.type", "PEM",
 *         "ssl.truststore.location", "ca.pem",
 *         "ssl.client.auth", "required",
 *         "ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/"));
 * }</pre>
 *
 * @param port port on 127.0.0.1, or 0 for a free port
 * @param protocol {@code SSL}, {@code SASL_SSL} or {@code SASL_PLAINTEXT}
 * @param settings of the listener: keys, certificates, SASL mechanisms
 */
public record SecuredListener(int port, SecurityProtocol protocol, Map<String, String> settings) {

    /** Copies the map, and refuses a listener on which nobody has to prove anything. */
    public SecuredListener {
        if (protocol == SecurityProtocol.PLAINTEXT) {
            throw new IllegalArgumentException("A secured listener must have the protocol SSL, SASL_SSL or"
                    + " SASL_PLAINTEXT: for PLAINTEXT there is the first port.");
        }
        EmbeddedKafkaSettings.requirePort(port);
        settings = Map.copyOf(settings);
    }
}
