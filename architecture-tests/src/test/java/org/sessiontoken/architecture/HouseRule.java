package org.sessiontoken.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule, the classes that prove that it refuses something, and those that prove that it does not refuse too much.
 *
 * @param rule what is refused, because of what, and what to do instead
 * @param breaking classes of which each breaks the rule, alone or together
 * @param keeping classes that come close and keep it
 */
record HouseRule(ArchRule rule, List<Class<?>> breaking, List<Class<?>> keeping) {

    static HouseRule of(ArchRule rule, Class<?>... breaking) {
        return new HouseRule(rule, List.of(breaking), List.of());
    }

    HouseRule allows(Class<?>... classes) {
        return new HouseRule(rule, breaking, List.of(classes));
    }

    List<String> refusalsIn(List<Class<?>> classes) {
        return rule.allowEmptyShould(true)
                .evaluate(Compiled.of(classes))
                .getFailureReport()
                .getDetails();
    }

    @Override
    public String toString() {
        return rule.getDescription();
    }
}
