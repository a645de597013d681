/**
 * {@code GET /ags/servicediscovery}: tells a tenant which auth services it has and what each wants to be given.
 *
 * <p>The broker publishes the catalogue on a compacted topic. A reader keeps up with it in memory, so that an answer
 * touches no Kafka, and keeps on answering while Kafka is away.
 */
@NullMarked
package org.sessiontoken.adapter.discovery;

import org.jspecify.annotations.NullMarked;
