/**
 * {@code GET /ags/servicediscovery}: lists the auth services of a tenant and the parameters of each.
 *
 * <p>The broker publishes the catalogue on a compacted topic. A background task reads this topic into memory, so that a
 * response needs no Kafka, and service discovery works while Kafka is unreachable.
 */
@NullMarked
package org.sessiontoken.adapter.discovery;

import org.jspecify.annotations.NullMarked;
