/**
 * A real Apache Kafka (KRaft, one node that is broker and controller) inside this JVM, with its data on disk.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(dataDirectory))) {
 *     producerSettings.put("bootstrap.servers", kafka.bootstrapServers());
 * }
 * }</pre>
 *
 * <p>The first start formats the data directory, every later one continues on what it finds, also after the process was
 * killed. It listens on 127.0.0.1 only. Topics are not created by themselves: whoever uses them creates them.
 *
 * <p>Kafka logs through SLF4J, nearly two thousand lines at info for one start and stop: applications want the loggers
 * {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger} at warn.
 */
@NullMarked
package org.sessiontoken.kafka.embedded;

import org.jspecify.annotations.NullMarked;
