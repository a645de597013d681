/**
 * Reading topics whose records cannot all be decoded: the codec of a batch cannot be loaded, a batch is damaged, or a record
 * unpacks to more than the memory holds. Kafka's consumer throws at such a record for ever;
 * {@link org.sessiontoken.kafka.reading.SkippingReader} passes over it.
 */
@NullMarked
package org.sessiontoken.kafka.reading;

import org.jspecify.annotations.NullMarked;
