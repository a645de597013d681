package org.sessiontoken.console.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.Tallies;
import org.sessiontoken.console.search.Histogram.Bucket;
import org.sessiontoken.console.search.Histogram.Latency;
import org.sessiontoken.event.Outcome;

/** Adds counts up to a histogram. */
final class HistogramBuilder {

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private final TimeBuckets time;
    private final Map<Long, Map<String, Long>> outcomes = new TreeMap<>();
    private final Map<Long, TreeMap<Integer, Long>> steps = new TreeMap<>();

    HistogramBuilder(TimeBuckets time) {
        this.time = time;
    }

    /** Adds rows of one kind and duration. */
    void add(long at, FlowKind kind, int step, long rows) {
        long bucket = time.beginOf(at);
        String outcome =
                kind.outcome() == null ? FlowFilter.PENDING : kind.outcome().code();
        outcomes.computeIfAbsent(bucket, none -> zeros()).merge(outcome, rows, Long::sum);
        if (step != Tallies.NO_OUTCOME) {
            steps.computeIfAbsent(bucket, none -> new TreeMap<>()).merge(step, rows, Long::sum);
        }
    }

    private static Map<String, Long> zeros() {
        Map<String, Long> zeros = new LinkedHashMap<>();
        Arrays.stream(Outcome.values()).forEach(outcome -> zeros.put(outcome.code(), 0L));
        zeros.put(FlowFilter.PENDING, 0L);
        return zeros;
    }

    /** @param counts what they are in the filter's time */
    Histogram build(FlowCounts counts, Coverage coverage) {
        List<Bucket> buckets = new ArrayList<>();
        for (long at = time.from(); at < time.to(); at += time.length()) {
            buckets.add(new Bucket(Instant.ofEpochMilli(at), outcomes.getOrDefault(at, zeros())));
        }
        List<Latency> latency = steps.entrySet().stream()
                .map(bucket -> new Latency(
                        Instant.ofEpochMilli(bucket.getKey()),
                        percentile(bucket.getValue(), HALF),
                        percentile(bucket.getValue(), NEARLY_ALL)))
                .toList();
        return new Histogram(
                Instant.ofEpochMilli(time.from()),
                Instant.ofEpochMilli(time.to()),
                time.length(),
                buckets,
                latency,
                counts.matches(),
                counts.total(),
                coverage);
    }

    private static double percentile(TreeMap<Integer, Long> counts, double share) {
        long left = (long) Math.ceil(
                share * counts.values().stream().mapToLong(Long::longValue).sum());
        for (Map.Entry<Integer, Long> step : counts.entrySet()) {
            left -= step.getValue();
            if (left <= 0) {
                return Tallies.millis(step.getKey());
            }
        }
        return Tallies.millis(counts.lastKey());
    }
}
