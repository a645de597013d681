package org.sessiontoken.console.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.sessiontoken.console.recording.AccessNotRecordedException;
import org.sessiontoken.console.recording.AccessRecorder;
import org.sessiontoken.console.recording.RecordedAccess;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.event.AccessKind;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** What follows an attempt to sign in, and a sign-out. No name is logged that did not sign in: it may be a password. */
final class SignInResults {

    private static final Logger LOG = LoggerFactory.getLogger(SignInResults.class);
    private static final String SUCCEEDED = "succeeded";
    private static final String FAILED = "failed";

    private final SignInAttempts attempts;
    private final ReturnPath returnPath;
    private final AccessRecorder recorder;
    private final RecordedAccess accesses;
    private final MeterProvider<Counter> results;

    SignInResults(
            SignInAttempts attempts,
            ReturnPath returnPath,
            AccessRecorder recorder,
            RecordedAccess accesses,
            MeterRegistry meters) {
        this.attempts = attempts;
        this.returnPath = returnPath;
        this.recorder = recorder;
        this.accesses = accesses;
        this.results = Counter.builder(Metric.CONSOLE_SIGN_INS.meterName())
                .description(Metric.CONSOLE_SIGN_INS.description())
                .withRegistry(meters);
        // From the start: an increase from nothing would not be seen.
        List.of(SUCCEEDED, FAILED).forEach(result -> results.withTag(Metric.Tag.RESULT, result));
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException {
        attempts.succeeded(request.getRemoteAddr(), SignInLimit.name(request));
        count(SUCCEEDED);
        Role role = Authorities.highest(signedIn.getAuthorities()).orElse(Role.VIEWER);
        try {
            recorder.record(accesses.of(request, AccessKind.SIGNED_IN, signedIn.getName(), role));
        } catch (AccessNotRecordedException unrecorded) {
            // It shows nothing yet. Whoever finds out why Kafka does not answer must be able to sign in.
            LOG.atWarn()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(unrecorded))
                    .log("A sign-in cannot be recorded");
        }
        response.sendRedirect(returnPath.take(request, response));
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        boolean withoutRole = failure instanceof OAuth2AuthenticationException refused
                && refused.getError().getErrorCode().equals(OidcRoles.NO_ROLE);
        count(FAILED);
        LOG.atWarn()
                .addKeyValue(LogKeys.ADDRESS, request.getRemoteAddr())
                .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                .log("A sign-in failed");
        response.sendRedirect(SignInPage.path(withoutRole ? SignInPage.Notice.NO_ROLE : SignInPage.Notice.FAILED));
    }

    /** Somebody has to sign in first; a browser is shown where. */
    void needed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().startsWith("/api/")) {
            AccessProblem.NOT_SIGNED_IN.write(response);
            return;
        }
        returnPath.keep(request, response);
        response.sendRedirect(SignInPage.PATH);
    }

    private void count(String result) {
        results.withTag(Metric.Tag.RESULT, result).increment();
    }
}
