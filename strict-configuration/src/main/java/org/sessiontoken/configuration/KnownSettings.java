package org.sessiontoken.configuration;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The settings that a program has, as they became known when they were bound. Positions in lists make no difference. */
public final class KnownSettings {

    private final Set<String> names = new ConcurrentSkipListSet<>();
    private final Set<String> maps = new ConcurrentSkipListSet<>();

    /**
     * Adds a setting.
     *
     * @param isMap whether the names below it are the operator's own
     */
    void add(ConfigurationPropertyName name, boolean isMap) {
        names.add(withoutPositions(name));
        if (isMap) {
            maps.add(withoutPositions(name));
        }
    }

    /** Whether there is this setting. */
    public boolean contains(ConfigurationPropertyName name) {
        if (names.contains(withoutPositions(name))) {
            return true;
        }
        ConfigurationPropertyName above = name;
        while (above.getNumberOfElements() > 1) {
            above = above.getParent();
            if (maps.contains(withoutPositions(above))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an environment variable names a setting, in either of the ways that Spring reads. */
    boolean containsVariable(String variable) {
        String wanted = uniform(variable);
        return names.stream().map(KnownSettings::uniform).anyMatch(wanted::equals)
                || maps.stream().map(KnownSettings::uniform).anyMatch(wanted::startsWith);
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** Says that there is no such setting, and which ones there are in its place. */
    public String refusal(ConfigurationPropertyName name) {
        ConfigurationPropertyName above = name.getParent();
        while (above.getNumberOfElements() > 0
                && !names.contains(withoutPositions(above))
                && below(above).isEmpty()) {
            above = above.getParent();
        }
        Set<String> instead = below(above);
        if (instead.isEmpty()) {
            return name + " is not a setting" + (above.isEmpty() ? "" : ": " + above + " must be one value");
        }
        return name + " is not a setting: " + above + " has " + instead;
    }

    private Set<String> below(ConfigurationPropertyName above) {
        String prefix = withoutPositions(above) + ".";
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).split("[.\\[]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String withoutPositions(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i)) {
                text.append("[]");
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name.getElement(i, Form.DASHED));
            }
        }
        return text.toString();
    }
}
