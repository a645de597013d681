package org.sessiontoken.event;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** The ID of an event, without its value: the CloudEvents {@code id} of a reply is the request ID. */
public final class EventId {

    private EventId() {}

    /** The ID in the headers; empty if there is none. */
    public static Optional<String> of(Headers headers) {
        return Optional.ofNullable(CloudEventHeaders.text(headers, "ce_id"));
    }
}
