package org.sessiontoken.console.flow;

import java.util.List;
import java.util.stream.Stream;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;

/** Knows where the events of requests are. */
interface KnownFlows {

    /** The requests with this ID: one, or none if it is not known. */
    Found withId(RequestId requestId);

    /** The requests with this correlation ID, the newest first. */
    Found ofCorrelation(CorrelationId correlationId, int max);

    /**
     * What is known at one moment.
     *
     * @param requests the requests
     * @param coverage what the answer is complete for
     */
    record Found(List<KnownRequest> requests, Coverage coverage) {

        /** Copies the list. */
        public Found {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Where the events of a request are.
     *
     * @param requestId names the request
     * @param places where its requests, its replies and its dead letters are, in the order in which they are shown
     */
    record KnownRequest(RequestId requestId, List<EventPlace> places) {

        /** Copies the list. */
        public KnownRequest {
            places = List.copyOf(places);
        }

        static KnownRequest of(FlowRow row) {
            return new KnownRequest(
                    new RequestId(row.requestId()),
                    row.places().stream()
                            .map(place -> new EventPlace(place.topic(), place.partition(), place.offset()))
                            .toList());
        }

        /** The same request with the places of both. */
        KnownRequest and(KnownRequest other) {
            return new KnownRequest(
                    requestId,
                    Stream.concat(places.stream(), other.places.stream())
                            .distinct()
                            .toList());
        }
    }
}
