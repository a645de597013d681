/**
 * A real Apache Kafka (KRaft, one node that is broker and controller) inside this JVM, with its data on disk.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(dataDirectory))) {
 *     producerSettings.put("bootstrap.servers", kafka.bootstrapServers());
 * }
 * }</pre>
 *
 * <p>The first start formats the data directory. Every later start continues with the data that it finds, also after the
 * process was killed. Kafka listens on 127.0.0.1 only. It creates no topics automatically: the programs that use topics create
 * them.
 *
 * <p>With {@link org.sessiontoken.kafka.embedded.SecuredListener} it has a second port, for clients that prove who they are by
 * SASL or by certificates, and checks what each of them may do.
 *
 * <p>Kafka logs through SLF4J, nearly two thousand lines at info for one start and stop. An application should therefore set
 * the loggers {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger} to warn.
 */
@NullMarked
package org.sessiontoken.kafka.embedded;

import org.jspecify.annotations.NullMarked;
