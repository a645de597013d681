package org.sessiontoken.broker.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.telemetry.Metric.Tag;

/**
 * Measures how long HTTP requests to an auth service take and what comes back. The addresses are no tags: they may hold what is
 * secret. What may be measured is there from the start, with zero. Safe for all threads.
 */
public final class MeasuredHttp implements OutboundHttp {

    private static final String FAILED = "failed";
    private static final int MIN_CLASS = 2;
    private static final int MAX_CLASS = 5;
    private static final int CLASS_SIZE = 100;

    private final OutboundHttp http;
    private final Map<String, Timer> timers = new LinkedHashMap<>();

    /**
     * HTTP of an auth service.
     *
     * @param type the type of its backend
     */
    public MeasuredHttp(OutboundHttp http, Key key, String type, MeterRegistry meters) {
        this.http = http;
        Timer.Builder timer = Timer.builder(Metric.OUTBOUND_REQUESTS.meterName())
                .description(Metric.OUTBOUND_REQUESTS.description())
                .tag(Tag.TENANT_ID, key.tenantId().value())
                .tag(Tag.AUTH_SERVICE_ID, key.authServiceId().value())
                .tag(Tag.TYPE, type);
        for (int statusClass = MIN_CLASS; statusClass <= MAX_CLASS; statusClass++) {
            register(statusClass + "xx", timer, meters);
        }
        register(FAILED, timer, meters);
    }

    private void register(String result, Timer.Builder timer, MeterRegistry meters) {
        timers.put(result, timer.withRegistry(meters).withTag(Tag.RESULT, result));
    }

    @Override
    public CompletionStage<OutboundResponse> send(OutboundRequest request) {
        long start = System.nanoTime();
        return http.send(request)
                .whenComplete((response, failure) -> timer(response == null ? FAILED : result(response.status()))
                        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }

    /** A status of no class, which HTTP does not know, is no response. */
    private static String result(int status) {
        int statusClass = status / CLASS_SIZE;
        return statusClass < MIN_CLASS || statusClass > MAX_CLASS ? FAILED : statusClass + "xx";
    }

    private Timer timer(String result) {
        return Objects.requireNonNull(timers.get(result), "each result has a timer");
    }
}
