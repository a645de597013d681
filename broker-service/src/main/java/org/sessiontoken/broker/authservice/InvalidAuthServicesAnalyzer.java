package org.sessiontoken.broker.authservice;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * When the start fails because of the auth services' configuration, tells the operator what to correct and shows no
 * stack trace.
 */
final class InvalidAuthServicesAnalyzer extends AbstractFailureAnalyzer<InvalidAuthServicesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidAuthServicesException cause) {
        return new FailureAnalysis(
                "The auth services cannot be used: " + cause.getMessage(),
                "Correct the configuration or the jar that is named above, and start again.",
                cause);
    }
}
