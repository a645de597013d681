package org.sessiontoken.console.recording;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.console.search.KnownParameters;
import org.sessiontoken.event.AccessCriterion;
import org.sessiontoken.event.AccessKind;
import org.sessiontoken.event.Accessed;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TokenHash;

/** Makes the event of an access from the request. An account that is searched for is in the event as its hash, and no token is. */
public final class RecordedAccess {

    /** The parameter that asks for one account. */
    static final String ACCOUNT = "account";

    private static final String HASH_PARAMETER = "tokenHash";

    private final AccountHashes hashes;
    private final KnownParameters known;
    private final Clock clock;

    RecordedAccess(AccountHashes hashes, KnownParameters known, Clock clock) {
        this.hashes = hashes;
        this.known = known;
        this.clock = clock;
    }

    /** The access of whoever sent the request. */
    public Accessed of(HttpServletRequest request, AccessKind kind, String user, Role role) {
        return new Accessed(
                UUID.randomUUID().toString(),
                clock.instant(),
                kind,
                bounded(user, Accessed.MAX_USER),
                role.code(),
                address(request.getRemoteAddr()),
                bounded(TokenText.without(request.getRequestURI()), Accessed.MAX_RESOURCE),
                kind == AccessKind.SIGNED_IN ? List.of() : criteria(request.getParameterMap()));
    }

    static String user(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return user == null ? "" : user.getName();
    }

    /** What was searched for, as it is recorded: of parameters that no endpoint takes, nothing is, for what they say is unknown. */
    public List<AccessCriterion> criteria(Map<String, String[]> parameters) {
        List<AccessCriterion> criteria = new ArrayList<>();
        Set<String> names = known.ofAllEndpoints();
        parameters.forEach((name, values) -> {
            for (String value : names.contains(name) ? values : new String[0]) {
                String shown = shown(name, value);
                criteria.add(new AccessCriterion(
                        bounded(name, AccessCriterion.MAX_NAME), bounded(shown, AccessCriterion.MAX_VALUE)));
            }
        });
        return criteria.size() <= Accessed.MAX_CRITERIA ? criteria : criteria.subList(0, Accessed.MAX_CRITERIA);
    }

    /** Session tokens are typed where their hash belongs, and pasted where other things do: the access is recorded without them. */
    private String shown(String name, String value) {
        return switch (name) {
            case ACCOUNT -> hashed(value);
            case HASH_PARAMETER -> isTokenHash(value) ? value : "";
            default -> TokenText.isIn(value) ? "" : value;
        };
    }

    private static boolean isTokenHash(String value) {
        try {
            new TokenHash(value);
            return true;
        } catch (IllegalArgumentException notAHash) {
            return false;
        }
    }

    private String hashed(String account) {
        if (AccountHash.isHash(account)) {
            return account;
        }
        try {
            return hashes.of(new AccountId(account)).value();
        } catch (IllegalArgumentException noAccount) {
            return "";
        }
    }

    /** A connection between link-local addresses has a zone, which names a network card of this machine. */
    private static @Nullable IpAddress address(String address) {
        int zone = address.indexOf('%');
        try {
            return new IpAddress(zone < 0 ? address : address.substring(0, zone));
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private static String bounded(String text, int max) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
