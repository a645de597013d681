package org.sessiontoken.console.search;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a query with a parameter that its endpoint does not take: whoever misspells a filter would otherwise take everything
 * for what the filter matches.
 */
final class UnknownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod endpoint) {
            Set<String> known = KnownParameters.of(endpoint.getMethod());
            if (!known.containsAll(request.getParameterMap().keySet())) {
                throw new RefusedQueryException(
                        known.isEmpty()
                                ? "this address takes no parameters: leave them out"
                                : "a parameter is unknown here: use only " + String.join(", ", known)
                                        + ", in upper and lower case as they are here");
            }
        }
        return true;
    }
}
