package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.IpAddress;

/**
 * Somebody saw, by the audit console, what this system has recorded.
 *
 * @param accessId identifies the access
 * @param accessedAt when it was allowed; nothing was shown before
 * @param kind what was done
 * @param user the name under which the user signed in
 * @param role what the user may see, such as {@code auditor}
 * @param address the network address of the user's browser, where it is known
 * @param resource the path at the console of what was seen
 * @param criteria what was searched for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Accessed(
        String accessId,
        Instant accessedAt,
        AccessKind kind,
        String user,
        String role,
        @Nullable IpAddress address,
        String resource,
        List<AccessCriterion> criteria) {

    /** The maximum length of a user's name, in characters. */
    public static final int MAX_USER = 256;

    /** The maximum length of a path, in characters. */
    public static final int MAX_RESOURCE = 512;

    /** The maximum number of criteria. */
    public static final int MAX_CRITERIA = 64;

    private static final int MAX_ROLE = 64;
    private static final int MAX_ID = 64;

    /** Refuses a missing part, and one that is too long. */
    public Accessed {
        requireLength("accessId", Objects.requireNonNull(accessId, "accessId is missing"), MAX_ID);
        Objects.requireNonNull(accessedAt, "accessedAt is missing");
        Objects.requireNonNull(kind, "kind is missing");
        requireLength("user", Objects.requireNonNull(user, "user is missing"), MAX_USER);
        requireLength("role", Objects.requireNonNull(role, "role is missing"), MAX_ROLE);
        requireLength("resource", Objects.requireNonNull(resource, "resource is missing"), MAX_RESOURCE);
        criteria = List.copyOf(Objects.requireNonNull(criteria, "criteria is missing"));
        if (criteria.size() > MAX_CRITERIA) {
            throw new IllegalArgumentException("criteria must be at most " + MAX_CRITERIA);
        }
    }

    static void requireLength(String member, String text, int max) {
        if (text.codePointCount(0, text.length()) > max) {
            throw new IllegalArgumentException(member + " must be at most " + max + " characters");
        }
    }
}
