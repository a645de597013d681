package org.sessiontoken.configuration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.yaml.snakeyaml.error.YAMLException;

/** When a configuration file is not YAML, says where and why without the lines around it, which may hold a secret. */
final class YamlFailureAnalyzer extends AbstractFailureAnalyzer<YAMLException> implements Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, YAMLException cause) {
        return new FailureAnalysis(
                "A configuration file is not well-formed YAML, at " + YamlProblem.describe(cause),
                "Correct the file, and start again.",
                cause);
    }
}
