package org.sessiontoken.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What code of others can name of a module: its public types, with their public and protected members, a line for each. The
 * same on every JDK, and in an order that is not the compiler's.
 */
final class PublicApi {

    private static final int SHOWN = Modifier.PUBLIC | Modifier.PROTECTED;
    private static final int OF_TYPES = SHOWN | Modifier.STATIC;
    private static final int OF_CLASSES = OF_TYPES | Modifier.ABSTRACT | Modifier.FINAL;

    private PublicApi() {}

    static List<String> of(Collection<JavaClass> classes) {
        return classes.stream()
                .filter(PublicApi::canBeNamed)
                .sorted(Comparator.comparing(JavaClass::getName))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.concat(Stream.of(header(type)), members(type)))
                .toList();
    }

    private static boolean canBeNamed(JavaClass type) {
        return Modifier.isPublic(type.reflect().getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && type.getEnclosingClass().map(PublicApi::canBeNamed).orElse(true);
    }

    private static String header(Class<?> type) {
        @Nullable Class<?>[] permitted = type.getPermittedSubclasses();
        String kind = kind(type);
        return Modifier.toString(type.getModifiers() & (kind.equals("class") ? OF_CLASSES : OF_TYPES))
                + " " + kind + " " + type.getName() + typeParameters(type)
                + list(" extends ", superclass(type))
                + list(type.isInterface() ? " extends " : " implements ", Stream.of(type.getGenericInterfaces()))
                + list(" permits ", permitted == null ? Stream.empty() : Stream.of(permitted));
    }

    private static String kind(Class<?> type) {
        return type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    /** What every class of its kind extends says nothing. */
    private static Stream<Type> superclass(Class<?> type) {
        return Stream.<@Nullable Type>of(type.getGenericSuperclass())
                .filter(parent -> parent != null && parent != Object.class && !type.isEnum() && !type.isRecord());
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredConstructors()),
                        Arrays.stream(type.getDeclaredMethods()).filter(method -> !method.isBridge()))
                .flatMap(members -> members)
                .filter(member -> (member.getModifiers() & SHOWN) != 0 && !member.isSynthetic())
                .map(member -> "    " + signature(member))
                .sorted();
    }

    private static String signature(Member member) {
        if (member instanceof Field field) {
            return modifiers(field, Modifier.fieldModifiers()) + brief(field.getGenericType()) + " " + field.getName()
                    + constant(field);
        }
        if (member instanceof Method method) {
            String kind = method.isDefault() ? "default " : "";
            return modifiers(method, Modifier.methodModifiers()) + kind + typeParameters(method)
                    + brief(method.getGenericReturnType()) + " " + method.getName() + parameters(method);
        }
        Constructor<?> constructor = (Constructor<?>) member;
        return modifiers(constructor, Modifier.constructorModifiers())
                + constructor.getDeclaringClass().getSimpleName()
                + parameters(constructor);
    }

    private static String modifiers(Member member, int possible) {
        int implementation = Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT | Modifier.TRANSIENT;
        return Modifier.toString(member.getModifiers() & possible & ~implementation) + " ";
    }

    private static String parameters(Executable executable) {
        return "("
                + Arrays.stream(executable.getGenericParameterTypes())
                        .map(PublicApi::brief)
                        .collect(Collectors.joining(", "))
                + ")" + list(" throws ", Arrays.stream(executable.getGenericExceptionTypes()));
    }

    /** The compiler copies the value of a constant into the code that uses it, so that it is part of what was promised. */
    private static String constant(Field field) {
        int constant = Modifier.STATIC | Modifier.FINAL;
        boolean mayBeOne = field.getType() == String.class || field.getType().isPrimitive();
        if (!mayBeOne || (field.getModifiers() & constant) != constant) {
            return "";
        }
        try {
            return " = " + field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static String typeParameters(GenericDeclaration declaration) {
        String parameters = Arrays.stream(declaration.getTypeParameters())
                .map(parameter -> parameter.getName()
                        + list(
                                " extends ",
                                Arrays.stream(parameter.getBounds()).filter(bound -> bound != Object.class)))
                .collect(Collectors.joining(", "));
        return parameters.isEmpty() ? "" : "<" + parameters + ">" + (declaration instanceof Class<?> ? "" : " ");
    }

    private static String list(String before, Stream<? extends @Nullable Type> types) {
        String names = types.map(type -> brief(type)).sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : before + names;
    }

    private static String brief(@Nullable Type type) {
        return type == null ? "" : type.getTypeName().replaceAll("\\bjava\\.(?:lang|util)\\.(?=[A-Z])", "");
    }
}
