package org.sessiontoken.faults.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;

/** The product's own fields and methods, by name; what is not there ends the program. */
final class Reflected {

    private static final Object NOTHING = new Object();

    private Reflected() {}

    static Object field(Object of, String name) {
        try {
            return found(of, name).get(of);
        } catch (ReflectiveOperationException notThere) {
            throw missing(notThere);
        }
    }

    static void set(Object of, String name, Object value) {
        try {
            found(of, name).set(of, value);
        } catch (ReflectiveOperationException notThere) {
            throw missing(notThere);
        }
    }

    private static Field found(Object of, String name) throws NoSuchFieldException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    static Object call(Object on, String name, Object... arguments) {
        try {
            for (Method method : on.getClass().getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    method.setAccessible(true);
                    return Objects.requireNonNullElse(method.invoke(on, arguments), NOTHING);
                }
            }
            throw new NoSuchMethodException(on.getClass().getName() + "." + name);
        } catch (ReflectiveOperationException notThere) {
            throw missing(notThere);
        }
    }

    private static IllegalStateException missing(ReflectiveOperationException notThere) {
        FaultAgent.notThere(notThere.toString());
        return new IllegalStateException(notThere);
    }
}
