/**
 * The events on the topics, and the one way to write and to read each: {@link org.sessiontoken.event.RequestCodec},
 * {@link org.sessiontoken.event.ReplyCodec}, {@link org.sessiontoken.event.AuthServiceCodec} and
 * {@link org.sessiontoken.event.DeadLetterCodec}.
 *
 * <p>Each event is a CloudEvent in the Kafka protocol binding's binary mode, its value JSON as the JSON Schemas beside
 * this code describe it; requests are read in structured mode too. Readers pass over members that they do not know.
 */
@NullMarked
package org.sessiontoken.event;

import org.jspecify.annotations.NullMarked;
