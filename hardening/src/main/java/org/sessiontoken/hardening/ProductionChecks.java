package org.sessiontoken.hardening;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Refuses settings that are for development only, unless {@code ags.development} is true, and warns once of those that an
 * operator must know. Added to an application as an initializer.
 */
public final class ProductionChecks implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(ProductionChecks.class);

    private final Program program;

    /** The checks of one program. */
    public ProductionChecks(Program program) {
        this.program = program;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        // Runs when the settings have been bound, so that what is misspelt is told first, and before anything starts.
        context.registerBean(
                "productionChecks",
                SmartInitializingSingleton.class,
                () -> () -> check(new Settings(context.getEnvironment())));
    }

    private void check(Settings settings) {
        if (settings.isTrue("ags.development")) {
            return;
        }
        String refusals = findings(ProductionCheck.Verdict.REFUSED, settings)
                .map(Finding::toString)
                .collect(Collectors.joining(System.lineSeparator()));
        if (!refusals.isEmpty()) {
            throw new InvalidConfigurationException(refusals);
        }
        findings(ProductionCheck.Verdict.WARNED, settings)
                .forEach(finding -> LOG.atWarn().log(finding.toString()));
    }

    private Stream<Finding> findings(ProductionCheck.Verdict verdict, Settings settings) {
        return Stream.of(ProductionCheck.values())
                .filter(check -> check.verdict() == verdict)
                .flatMap(check -> check.look(program, settings));
    }
}
