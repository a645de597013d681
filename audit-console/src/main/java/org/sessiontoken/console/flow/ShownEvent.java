package org.sessiontoken.console.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.event.EventPlace;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as it is shown.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset
 * @param timestamp the time of the record; null if there is none any more
 * @param type the CloudEvents type; null if there is no event
 * @param json the event's described members; what is sealed is said to be so in its place; null if there is no event
 * @param sealed the members that are encrypted
 * @param missing why there is no event, in words; null if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownEvent(
        String topic,
        int partition,
        long offset,
        @Nullable Instant timestamp,
        @Nullable String type,
        @Nullable ObjectNode json,
        List<SealedPart> sealed,
        @Nullable String missing) {

    static ShownEvent missing(EventPlace place, @Nullable Instant timestamp, String why) {
        return new ShownEvent(place.topic(), place.partition(), place.offset(), timestamp, null, null, List.of(), why);
    }
}
