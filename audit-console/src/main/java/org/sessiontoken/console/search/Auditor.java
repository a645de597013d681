package org.sessiontoken.console.search;

import jakarta.servlet.http.HttpServletRequest;

/** Whoever may see the IDs of accounts. */
final class Auditor {

    private static final String ROLE = "auditor";

    private Auditor() {}

    static boolean asks(HttpServletRequest request) {
        return request.isUserInRole(ROLE);
    }
}
