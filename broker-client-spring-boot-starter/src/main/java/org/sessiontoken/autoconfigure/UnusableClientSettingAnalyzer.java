package org.sessiontoken.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to change, in the place of a stack trace. */
final class UnusableClientSettingAnalyzer extends AbstractFailureAnalyzer<UnusableClientSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableClientSettingException unusable) {
        return new FailureAnalysis(String.valueOf(unusable.getMessage()), unusable.action(), unusable);
    }
}
