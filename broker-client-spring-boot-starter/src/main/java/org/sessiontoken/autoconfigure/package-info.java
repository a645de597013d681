/**
 * Auto-configuration for Spring Boot: a {@link org.sessiontoken.client.SessionTokenClient} as a bean.
 *
 * <p>The connection to Kafka is that of {@code spring.kafka}; everything else is below {@code ags.client}.
 * {@link org.sessiontoken.autoconfigure.SessionTokenClientAutoConfiguration} makes it, and two more auto-configurations its
 * health and metrics.
 */
@NullMarked
package org.sessiontoken.autoconfigure;

import org.jspecify.annotations.NullMarked;
