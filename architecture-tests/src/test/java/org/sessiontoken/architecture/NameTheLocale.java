package org.sessiontoken.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Locale;
import java.util.Set;

/** That no text is made in the letters and digits of whatever locale the machine has. */
final class NameTheLocale extends ArchCondition<JavaClass> {

    /** Methods that have a variant with a locale. */
    private static final Set<String> LOCALISED = Set.of(
            "java.lang.String.toLowerCase",
            "java.lang.String.toUpperCase",
            "java.lang.String.format",
            "java.lang.String.formatted",
            "java.io.PrintStream.printf",
            "java.io.PrintStream.format",
            "java.io.PrintWriter.printf",
            "java.io.PrintWriter.format",
            "java.util.Formatter.<init>",
            "java.util.Scanner.<init>",
            "java.util.Locale.getDefault",
            "java.text.MessageFormat.<init>",
            "java.text.MessageFormat.format",
            "java.text.SimpleDateFormat.<init>",
            "java.text.DecimalFormat.<init>",
            "java.text.NumberFormat.getInstance",
            "java.text.NumberFormat.getIntegerInstance",
            "java.text.NumberFormat.getNumberInstance",
            "java.text.NumberFormat.getPercentInstance",
            "java.text.Collator.getInstance",
            "java.time.format.DateTimeFormatter.ofPattern",
            "java.time.format.DateTimeFormatterBuilder.toFormatter");

    NameTheLocale() {
        super("name the locale in which text is made");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            if (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                    && leavesItToTheMachine(target)) {
                events.add(SimpleConditionEvent.violated(type, access.getDescription()));
            }
        }
    }

    private static boolean leavesItToTheMachine(AccessTarget.CodeUnitAccessTarget target) {
        return LOCALISED.contains(target.getOwner().getName() + "." + target.getName())
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Locale.class));
    }
}
