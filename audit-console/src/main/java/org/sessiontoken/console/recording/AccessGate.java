package org.sessiontoken.console.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.event.AccessKind;
import org.sessiontoken.event.Accessed;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Records what somebody who sees account IDs asks for below {@code /api}, before the first byte of the answer is written. An access that
 * cannot be recorded is refused with 503. What the endpoint refuses, or does not find, shows nothing and is not recorded: a status from
 * 400 on says so.
 *
 * <p>A note to maintainers: the gate knows which answers name no account, and takes all others for views. A new endpoint is
 * recorded without being mentioned here; leave it so, and let no refusal name an account. What is asked of one account is recorded at
 * every path, since how many requests it had, and when, is known by that. It compares the request's path as it came: a path in another
 * spelling is recorded.
 */
public final class AccessGate extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessGate.class);
    private static final String API = "/api/";
    private static final String RECORDED = "recorded";
    private static final String REFUSED = "refused";

    /** Answers that name no account, whoever asks, unless they are asked for one. */
    private static final Set<String> WITHOUT_ACCOUNTS = Set.of("/api/me", "/api/board", "/api/histogram");

    private final AccessRecorder recorder;
    private final RecordedAccess accesses;

    private final MeterProvider<Counter> results;

    AccessGate(AccessRecorder recorder, RecordedAccess accesses, MeterRegistry meters) {
        this.recorder = recorder;
        this.accesses = accesses;
        this.results = Counter.builder(Metric.CONSOLE_ACCESSES.meterName())
                .description(Metric.CONSOLE_ACCESSES.description())
                .withRegistry(meters);
        // From the start: an increase from nothing would not be seen.
        List.of(RECORDED, REFUSED).forEach(result -> results.withTag(Metric.Tag.RESULT, result));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isToBeRecorded(request)) {
            chain.doFilter(request, response);
            return;
        }
        Accessed access = accesses.of(request, kind(request), RecordedAccess.user(request), Role.AUDITOR);
        RecordedResponse recorded = new RecordedResponse(response, () -> {
            recorder.record(access);
            count(RECORDED);
        });
        try {
            chain.doFilter(new RecordedRequest(request, recorded), recorded);
            // An answer may be a status alone.
            recorded.recordOnce();
        } catch (IOException failure) {
            if (recorded.failure().isEmpty()) {
                throw failure;
            }
        }
        AccessNotRecordedException refused = recorded.failure().orElse(null);
        if (refused != null) {
            count(REFUSED);
            LOG.atWarn()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(refused))
                    .log("An access cannot be recorded and is refused");
            response.reset();
            RefusedAccess.write(response);
        }
    }

    private void count(String result) {
        results.withTag(Metric.Tag.RESULT, result).increment();
    }

    private static boolean isToBeRecorded(HttpServletRequest request) {
        return request.getServletPath().startsWith(API)
                && Role.AUDITOR.isOf(request)
                && (!WITHOUT_ACCOUNTS.contains(request.getRequestURI())
                        || request.getParameterMap().containsKey(RecordedAccess.ACCOUNT));
    }

    private static AccessKind kind(HttpServletRequest request) {
        String path = request.getServletPath();
        if (path.startsWith("/api/export")) {
            return AccessKind.EXPORTED;
        }
        if (path.startsWith("/api/live")) {
            return AccessKind.WATCHED;
        }
        return path.startsWith("/api/dead-letters/") ? AccessKind.OPENED : AccessKind.VIEWED;
    }
}
