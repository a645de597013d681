package org.sessiontoken.console.search;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sessiontoken.console.index.Coverage;

/**
 * How many requests there were over time, by outcome, and how long they took.
 *
 * @param from the beginning of the first bucket
 * @param to the end of the last bucket
 * @param bucketMs how long a bucket is, in milliseconds
 * @param buckets all buckets, those without requests, too
 * @param latency the durations in each bucket that has outcomes, up to 9 % more or less
 * @param matches how many requests are wanted, as a search counts them: the buckets at both ends may reach beyond the filter's time
 * @param total how many there are in that time, wanted or not
 * @param coverage what the answer is complete for
 */
public record Histogram(
        Instant from,
        Instant to,
        long bucketMs,
        List<Bucket> buckets,
        List<Latency> latency,
        FlowPage.Count matches,
        long total,
        Coverage coverage) {

    /** Copies the lists. */
    public Histogram {
        buckets = List.copyOf(buckets);
        latency = List.copyOf(latency);
    }

    /**
     * The requests in one bucket.
     *
     * @param at when it begins
     * @param outcomes how many there are of each outcome, and {@code pending}
     */
    public record Bucket(Instant at, @JsonAnyGetter Map<String, Long> outcomes) {}

    /**
     * The durations in one bucket.
     *
     * @param at when it begins
     * @param p50Ms half of the requests took at most so long
     * @param p99Ms 99 % of the requests took at most so long
     */
    public record Latency(Instant at, double p50Ms, double p99Ms) {}
}
