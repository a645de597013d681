package org.sessiontoken.configuration;

import java.util.Arrays;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Makes an application refuse configuration that means what nobody meant. Added to it as an initializer:
 *
 * <pre>{@code new SpringApplicationBuilder(…).initializers(new StrictConfiguration("ags.broker", "ags.adapter"))}</pre>
 */
public final class StrictConfiguration implements ApplicationContextInitializer<GenericApplicationContext> {

    private final OwnSettings own;

    /**
     * An initializer for one program.
     *
     * @param own the name of what only this program has
     * @param others the names of what only other programs have
     */
    public StrictConfiguration(String own, String... others) {
        this.own = new OwnSettings(
                ConfigurationPropertyName.of(own),
                Arrays.stream(others).map(ConfigurationPropertyName::of).toList());
    }

    /** Checks the settings with one prefix alone, for libraries in an application that is somebody else's. */
    public static ConfigurationPropertiesBindHandlerAdvisor bindingOf(String prefix, Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(prefix);
        Placeholders placeholders = new Placeholders(environment);
        return parent -> new StrictBinding(parent, new KnownSettings(), placeholders, name::isAncestorOf);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        EnvironmentCheck check = new EnvironmentCheck(environment, own);
        // Other initializers may still add files.
        context.addBeanFactoryPostProcessor(beans -> check.refuseUnsetPlaceholders());
        KnownSettings known = new KnownSettings();
        Placeholders placeholders = new Placeholders(environment);
        context.registerBean(
                "strictBinding",
                ConfigurationPropertiesBindHandlerAdvisor.class,
                () -> parent -> new StrictBinding(parent, known, placeholders, own::includes));
        // Runs when all settings have been bound, and before anything starts.
        context.registerBean(
                "unknownSettingsCheck", SmartInitializingSingleton.class, () -> () -> check.refuseUnknown(known));
    }
}
