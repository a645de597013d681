package org.sessiontoken.console.search;

import java.util.List;
import org.sessiontoken.console.index.AccountHashes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the queries of all endpoints below {@code /api} read alike. */
final class QueryConfigurer implements WebMvcConfigurer {

    private final AccountHashes accounts;

    QueryConfigurer(AccountHashes accounts) {
        this.accounts = accounts;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new FilterArgument(accounts));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new UnknownParameters()).addPathPatterns("/api/**");
    }
}
