package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.role.Role;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets viewers search for an account by its hash alone: who may search by ID can try account IDs until the hashes that it sees
 * have names.
 */
final class ViewerFilter extends OncePerRequestFilter {

    private static final String ACCOUNT = "account";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String[] accounts = request.getParameterValues(ACCOUNT);
        if (accounts != null
                && !Role.AUDITOR.isOf(request)
                && !Stream.of(accounts).allMatch(AccountHash::isHash)) {
            AccessProblem.NOT_ALLOWED.write(response);
            return;
        }
        chain.doFilter(request, response);
    }
}
