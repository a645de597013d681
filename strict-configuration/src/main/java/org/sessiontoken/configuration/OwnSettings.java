package org.sessiontoken.configuration;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Which settings are this program's.
 *
 * @param own the name of what only this program has, such as {@code ags.broker}
 * @param others the names of what only other programs have: several programs may share an environment
 */
record OwnSettings(ConfigurationPropertyName own, List<ConfigurationPropertyName> others) {

    private static final ConfigurationPropertyName ALL = ConfigurationPropertyName.of("ags");

    /** Whether a setting is checked by this program. */
    boolean includes(ConfigurationPropertyName name) {
        return isWithin(ALL, name) && others.stream().noneMatch(other -> isWithin(other, name));
    }

    /** Whether a name is checked where it stands: the environment is the only source that programs share. */
    boolean includes(ConfigurationPropertyName name, boolean isShared) {
        return isShared ? own.isAncestorOf(name) : includes(name);
    }

    /** Whether the name of an environment variable or of a system property may be a setting of this program or of Spring. */
    boolean mayBe(String name) {
        String start = name.toLowerCase(Locale.ROOT);
        return start.startsWith("ags") || start.startsWith("spring");
    }

    private static boolean isWithin(ConfigurationPropertyName above, ConfigurationPropertyName name) {
        return above.equals(name) || above.isAncestorOf(name);
    }
}
