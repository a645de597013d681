package org.sessiontoken.console.role;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user may see. */
public enum Role {
    /** All of it but account IDs, of which it sees keyed hashes; may not export. */
    VIEWER("viewer"),
    /** All of it, with account IDs; may export. */
    AUDITOR("auditor");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    /** The role's name in configuration, in answers and in events. */
    public String code() {
        return code;
    }

    /** Whether whoever sent this request has the role. The request must be the one that the security filters passed on. */
    public boolean isOf(HttpServletRequest request) {
        return request.isUserInRole(code);
    }

    /** The role of this name, if there is one. */
    public static Optional<Role> ofCode(String code) {
        return Stream.of(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
