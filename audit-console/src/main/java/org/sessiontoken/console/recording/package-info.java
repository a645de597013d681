/**
 * Who looked at what is recorded, before it is shown: {@link org.sessiontoken.console.recording.AccessGate} writes an event for
 * each request of somebody who sees accounts, and lets nothing be answered before Kafka has the event. Whatever a feature adds below
 * {@code /api} is recorded, too, unless the gate says that it names no account.
 */
@NullMarked
package org.sessiontoken.console.recording;

import org.jspecify.annotations.NullMarked;
