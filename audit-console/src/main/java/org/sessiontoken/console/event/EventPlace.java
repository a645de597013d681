package org.sessiontoken.console.event;

/** Where an event is in Kafka. */
public record EventPlace(String topic, int partition, long offset) {

    /** Refuses a place that does not exist. */
    public EventPlace {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("partition and offset must not be negative");
        }
    }
}
