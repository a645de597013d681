package org.sessiontoken.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Date;

/** That nothing asks the system for the time of day, but for a clock where an application makes its own. */
final class TellTimeByClock extends ArchCondition<JavaClass> {

    TellTimeByClock() {
        super("tell the time by the injected Clock");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            if (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                    && (asksTheSystem(target)
                            || (makesAClock(target) && !isTheApplicationsClock(access.getOrigin())))) {
                events.add(SimpleConditionEvent.violated(type, access.getDescription()));
            }
        }
    }

    private static boolean asksTheSystem(AccessTarget.CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        boolean byArgument = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return (owner.getPackageName().startsWith("java.time")
                        && target.getName().equals("now")
                        && !byArgument)
                || (owner.isEquivalentTo(System.class) && target.getName().equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Date.class)
                        && target.getName().equals("<init>")
                        && target.getRawParameterTypes().isEmpty());
    }

    private static boolean makesAClock(AccessTarget.CodeUnitAccessTarget target) {
        String name = target.getName();
        return target.getOwner().isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick"));
    }

    private static boolean isTheApplicationsClock(JavaCodeUnit maker) {
        return maker.getOwner().getPackageName().startsWith("org.sessiontoken.standalone")
                || (maker.isAnnotatedWith("org.springframework.context.annotation.Bean")
                        && maker.getRawReturnType().isEquivalentTo(Clock.class));
    }
}
