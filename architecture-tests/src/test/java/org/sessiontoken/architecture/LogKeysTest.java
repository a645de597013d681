package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessiontoken.telemetry.LogKeys;

/** Modules that may not know telemetry have log keys of their own, which must not be other words for the same. */
class LogKeysTest {

    @Test
    void areTheSameWordsInAllModules() {
        assertThat(Production.classes().stream()
                        .filter(type -> type.getSimpleName().endsWith("LogKeys"))
                        .map(JavaClass::reflect))
                .contains(LogKeys.class)
                .allSatisfy(keys -> assertThat(values(keys))
                        .as("%s: use the word that telemetry.LogKeys has, or add it there", keys.getName())
                        .isSubsetOf(values(LogKeys.class)));
    }

    private static Set<String> values(Class<?> keys) {
        return Stream.of(keys.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(LogKeysTest::value)
                .collect(Collectors.toSet());
    }

    private static String value(Field key) {
        try {
            key.setAccessible(true);
            return String.valueOf(key.get(null));
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
