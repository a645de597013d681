package org.sessiontoken.console.search;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.role.Role;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives an endpoint whose method takes a {@link FlowFilter} the one that the query describes. */
final class FilterArgument implements HandlerMethodArgumentResolver {

    private final AccountHashes accounts;

    FilterArgument(AccountHashes accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == FlowFilter.class;
    }

    @Override
    public FlowFilter resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        return FilterParameters.read(request.getParameterMap(), accounts, Role.AUDITOR.isOf(request));
    }
}
