/** How Kafka is reached: Spring Boot's {@code spring.kafka.*} as properties for Kafka's own clients. */
@NullMarked
package org.sessiontoken.adapter.connection;

import org.jspecify.annotations.NullMarked;
