package org.sessiontoken.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;

/** That a field which is named after a secret holds no text, by itself or in a collection. */
final class SecretText extends ArchCondition<JavaField> {

    private static final Pattern NAME = Pattern.compile("secret|token|password|credential", Pattern.CASE_INSENSITIVE);

    SecretText() {
        super("not be text");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        if (NAME.matcher(field.getName()).find() && isText(field.getType())) {
            events.add(SimpleConditionEvent.violated(
                    field,
                    field.getDescription() + " is of type " + field.getType().getName()));
        }
    }

    private static boolean isText(JavaType type) {
        if (type instanceof JavaParameterizedType parameterized) {
            List<JavaType> arguments = parameterized.getActualTypeArguments();
            // Of a map, the values: its keys may be the names under which secrets are found.
            return isText(arguments.get(arguments.size() - 1));
        }
        JavaClass raw = type.toErasure();
        return raw.isAssignableTo(CharSequence.class) || raw.isEquivalentTo(char[].class);
    }
}
