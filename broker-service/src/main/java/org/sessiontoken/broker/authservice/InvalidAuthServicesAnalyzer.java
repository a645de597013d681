package org.sessiontoken.broker.authservice;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with wrongly configured auth services with what to correct, in place of a stack trace. */
final class InvalidAuthServicesAnalyzer extends AbstractFailureAnalyzer<InvalidAuthServicesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidAuthServicesException cause) {
        return new FailureAnalysis(
                "The auth services cannot be used: " + cause.getMessage(),
                "Correct the configuration or the jar that is named above, and start again.",
                cause);
    }
}
