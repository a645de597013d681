package org.sessiontoken.console.search;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Which parameters of a query there are: an endpoint takes those that its method names by {@link RequestParam}, and those of a
 * filter if its method takes a {@link FlowFilter}. Safe for all threads.
 */
public final class KnownParameters {

    private final Supplier<RequestMappingInfoHandlerMapping> endpoints;

    KnownParameters(Supplier<RequestMappingInfoHandlerMapping> endpoints) {
        this.endpoints = endpoints;
    }

    /** The names that any endpoint takes. */
    public Set<String> ofAllEndpoints() {
        return endpoints.get().getHandlerMethods().values().stream()
                .map(HandlerMethod::getMethod)
                .flatMap(method -> of(method).stream())
                .collect(Collectors.toSet());
    }

    /** The names that one endpoint takes, in the order of the alphabet. */
    static Set<String> of(Method endpoint) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : endpoint.getParameters()) {
            if (parameter.getType() == FlowFilter.class) {
                names.addAll(FilterParameters.NAMES);
            }
            RequestParam declared = AnnotatedElementUtils.getMergedAnnotation(parameter, RequestParam.class);
            if (declared != null) {
                names.add(declared.name().isEmpty() ? parameter.getName() : declared.name());
            }
        }
        return names;
    }
}
